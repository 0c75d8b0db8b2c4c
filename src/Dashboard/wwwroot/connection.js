// The line to the server: what the page says while it is gone, and what it does when the server has let go of the page.
// Nothing is claimed here that the page cannot know: "kept" is said only of what the server has confirmed (data-kept-at).
(function () {
  var bar = document.getElementById('connection');
  if (!bar) return;
  var words = bar.dataset, refused = 'gatehouse-refused';
  var lostAt = null, timer = null, turns = 0;

  function clock(date) { return date.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' }); }
  function fill(text, value) { return text.replace('{0}', value); }
  function kept() { var mark = document.querySelector('[data-kept-at]'); return mark && mark.dataset.keptAt ? new Date(mark.dataset.keptAt) : null; }

  function say(title, text, button) {
    bar.querySelector('b').textContent = title;
    bar.querySelector('span').textContent = text;
    bar.querySelector('button').hidden = !button;
    bar.hidden = false;
  }

  // What is on the page stays readable, but nothing on it is a target: a click would go nowhere.
  function freeze(off) {
    document.documentElement.classList.toggle('offline', off);
    document.querySelectorAll('.shell, .mud-dialog-container, .mud-popover-provider').forEach(function (part) { part.inert = off || part.hasAttribute('data-behind') || part.hasAttribute('data-coming'); });
  }

  function show() {
    var at = kept(), seconds = Math.round((Date.now() - lostAt) / 1000);
    var edit = at ? fill(words.kept, clock(at)) : '';
    if (turns < 3) say(words.trying, [edit, fill(words.asOf, clock(lostAt)), fill(words.seconds, seconds)].filter(Boolean).join(' '), false);
    else say(fill(words.silent, clock(lostAt)), [edit, words.again].filter(Boolean).join(' '), true);
  }

  async function again() {
    clearTimeout(timer);
    if (!lostAt) return;
    show();
    var back;
    try { back = await Blazor.reconnect(); } catch (error) { back = null; }
    if (!lostAt) return;
    if (back === true) return up();
    if (back === false) return letGo();
    turns++;
    timer = setTimeout(again, turns < 3 ? 1000 : 10000);
  }

  function down() {
    if (lostAt) return;
    lostAt = new Date(); turns = 0;
    freeze(true);
    again();
  }

  function up() {
    clearTimeout(timer);
    var was = lostAt;
    lostAt = null;
    bar.hidden = true;
    freeze(false);
    if (was) quiet(words.back);
  }

  function quiet(text) {
    var line = document.getElementById('connection-back');
    line.textContent = text;
    line.hidden = false;
    setTimeout(function () { line.hidden = true; }, 10000);
  }

  // The server answers, and does not know this page any more. A commit whose answer got lost is asked about first.
  async function letGo() {
    clearTimeout(timer);
    var commit = document.querySelector('[data-committing]');
    if (commit) return askAbout(commit);
    reload();
  }

  function reload() {
    sessionStorage.setItem(refused, clock(lostAt || new Date()));
    location.reload();
  }

  async function askAbout(commit) {
    var answer = document.querySelector('.commit-answer'), began = Date.now();
    function put(name, change) {
      answer.querySelectorAll('[data-answer]').forEach(function (part) { part.hidden = part.dataset.answer !== name; });
      if (change) answer.querySelectorAll('[data-change]').forEach(function (link) { link.textContent = fill(words.change, change); link.href = 'changes/' + change; });
      answer.hidden = false;
    }
    bar.hidden = true;
    document.querySelectorAll('.mud-dialog-container').forEach(function (part) { part.removeAttribute('inert'); });
    document.querySelectorAll('.mud-dialog-container .btn').forEach(function (button) { button.disabled = !button.closest('.commit-answer'); });
    answer.querySelectorAll('[data-reload]').forEach(function (button) { button.addEventListener('click', reload); });
    put('asking');
    for (;;) {
      try {
        var response = await fetch('commits/' + commit.dataset.committing, { headers: { accept: 'application/json' } });
        if (response.redirected || response.status === 401) return reload();
        if (response.ok) {
          var found = await response.json();
          if (found.state === 'landed') return put('landed', found.change_id);
          if (found.state === 'not_landed') return put('not_landed');
        }
      } catch (error) { /* The server is gone again: it is asked again. */ }
      if (Date.now() - began > 60000) put('unknown');
      await new Promise(function (done) { setTimeout(done, 2000); });
    }
  }

  bar.querySelector('button').addEventListener('click', again);
  window.addEventListener('online', again);
  document.addEventListener('visibilitychange', function () { if (!document.hidden && lostAt) again(); });
  setInterval(function () { if (lostAt && !bar.hidden) show(); }, 1000);

  var note = sessionStorage.getItem(refused);
  if (note) {
    sessionStorage.removeItem(refused);
    var alert = document.getElementById('connection-note');
    alert.querySelector('span').textContent = fill(words.reloaded, note);
    alert.hidden = false;
    alert.querySelector('button').addEventListener('click', function () { alert.hidden = true; });
  }

  Blazor.start({ circuit: { reconnectionHandler: { onConnectionDown: down, onConnectionUp: up } } });
})();
