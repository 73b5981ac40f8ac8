(function(){
var table=document.getElementById('stations-table');if(!table)return;
var body=table.tBodies[0],heads=Array.from(table.tHead.rows[0].cells);
function value(row,i){var t=row.cells[i].textContent.trim();var n=Number(t.replace(/,/g,''));return heads[i].classList.contains('n')?n:t;}
heads.forEach(function(head,i){
var button=document.createElement('button');button.type='button';button.textContent=head.textContent;
head.textContent='';head.appendChild(button);
button.addEventListener('click',function(){
var down=head.getAttribute('aria-sort')!=='descending';
heads.forEach(function(h){h.removeAttribute('aria-sort');});
head.setAttribute('aria-sort',down?'descending':'ascending');
Array.from(body.rows).sort(function(a,b){var x=value(a,i),y=value(b,i);
var c=typeof x==='number'?x-y:x.localeCompare(y);return down?-c:c;}).forEach(function(r){body.appendChild(r);});
});});
function cell(t){t=t.replace(/\u00a0/g,' ').trim();if(/^[=+@\t-]/.test(t)&&isNaN(Number(t)))t="'"+t;return '"'+t.replace(/"/g,'""')+'"';}
var tools=document.getElementById('stations-tools'),save=document.createElement('button');
save.type='button';save.textContent='Save this table as CSV';
save.addEventListener('click',function(){
var lines=Array.from(table.rows).map(function(r){return Array.from(r.cells).map(function(c){return cell(c.textContent);}).join(',');});
var link=document.createElement('a');
link.href=URL.createObjectURL(new Blob(['\ufeff'+lines.join('\r\n')+'\r\n'],{type:'text/csv'}));
link.download='stations.csv';document.body.appendChild(link);link.click();link.remove();
});
tools.appendChild(save);
})();
