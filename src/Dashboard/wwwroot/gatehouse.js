// Keys of the page (help: ?). Off while one types, and switched off for good in the help dialog.
(function () {
  var off = 'gatehouse-single-keys-off';
  function rows() { return [].slice.call(document.querySelectorAll('[data-row]')).filter(function (row) { return row.offsetParent !== null; }); }
  function move(step) {
    var all = rows(), at = all.indexOf(document.activeElement.closest('[data-row]') ? document.activeElement : null);
    var next = all[Math.max(0, Math.min(all.length - 1, at + step))];
    if (next) next.focus();
  }
  document.addEventListener('keydown', function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem(off)) return;
    if (event.target.closest('input, textarea, select, [contenteditable]')) return;
    if (document.querySelector('[role=dialog]') && event.key !== '?') return;
    if (event.key === '/') {
      var search = document.querySelector('[data-search]') || document.querySelector('.find input');
      if (search) { search.focus(); search.select(); event.preventDefault(); }
    } else if (event.key === 'j' || event.key === 'k') {
      move(event.key === 'j' ? 1 : -1); event.preventDefault();
    } else if (event.key === '[' || event.key === ']' || event.key === '?') {
      var target = document.querySelector('[data-key="' + event.key + '"]:not(.off)');
      if (target) { target.click(); event.preventDefault(); }
    }
  });
  document.addEventListener('click', function (event) {
    document.querySelectorAll('details.menu[open]').forEach(function (menu) {
      if (!menu.contains(event.target) || event.target.closest('.menu-items a')) menu.removeAttribute('open');
    });
    document.querySelectorAll('.pop > [aria-expanded=true]').forEach(function (button) {
      if (!button.parentElement.contains(event.target)) button.click();
    });
  });
  document.addEventListener('keydown', function (event) {
    if (event.key !== 'Escape') return;
    var open = false;
    document.querySelectorAll('.pop > [aria-expanded=true]').forEach(function (button) { open = true; button.click(); button.focus(); });
    document.querySelectorAll('details.menu[open]').forEach(function (menu) { open = true; menu.removeAttribute('open'); menu.querySelector('summary').focus(); });
    if (open || document.querySelector('[role=dialog]')) return;
    // A search is cleared by the browser itself; what is left closes the drawer.
    if (event.target.closest('input[type=search]') && event.target.value) return;
    var close = document.querySelector('[data-escape]');
    if (close) close.click();
  });

  // Focus goes back to what opened a dialog or a drawer; while a dialog is open, nothing behind it is a target.
  var overlays = '[role=dialog], aside.why', openers = [], last = null;
  function address(row) { var link = row && row.querySelector('a[href]'); return link && link.getAttribute('href'); }
  function place(element) {
    return { element: element, id: element.id, href: element.getAttribute('href'), row: address(element.closest('[data-row]')) };
  }
  function find(opener) {
    if (opener.element.isConnected) return opener.element;
    // The page was drawn anew meanwhile: the same control stands there under the same id or address.
    var links = [].slice.call(document.querySelectorAll('#content a[href]'));
    return (opener.id && document.getElementById(opener.id))
      || (opener.href && links.find(function (link) { return link.getAttribute('href') === opener.href; }))
      || (opener.row && rows().find(function (row) { return address(row) === opener.row; }))
      || document.querySelector('#content h1');
  }
  document.addEventListener('focusin', function (event) { if (!event.target.closest(overlays)) last = event.target; });
  function overlaysChanged() {
    var now = document.querySelectorAll(overlays).length;
    var dialog = !!document.querySelector('[role=dialog]');
    document.querySelectorAll('.shell, .skip').forEach(function (shell) {
      if (dialog) shell.setAttribute('data-behind', ''); else shell.removeAttribute('data-behind');
      if (!document.documentElement.classList.contains('offline')) shell.inert = dialog || shell.hasAttribute('data-coming');
    });
    while (openers.length < now) openers.push(last ? place(last) : null);
    while (openers.length > now) {
      var opener = openers.pop();
      if (!opener || dialog) continue;
      requestAnimationFrame(function () {
        if (document.activeElement && document.activeElement !== document.body) return;
        var target = find(opener);
        if (target) target.focus();
      });
    }
  }
  new MutationObserver(overlaysChanged).observe(document.body, { subtree: true, childList: true });

  // On a narrow screen the tab one stands on may lie beyond the edge of the others.
  var shown = null;
  function showTab() {
    var tab = document.querySelector('.tabs [aria-current=page]');
    if (tab === shown) return;
    shown = tab;
    if (!tab) return;
    var tabs = tab.closest('.tabs');
    tabs.scrollLeft += tab.getBoundingClientRect().left - tabs.getBoundingClientRect().left - (tabs.clientWidth - tab.offsetWidth) / 2;
  }
  new MutationObserver(showTab).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['aria-current'] });
  showTab();
  // What is read meanwhile may move a control away under a press: the control that was pressed counts, not what stands there now.
  // The browser alone would click neither. A pointer that was drawn away before it was lifted clicks nothing, as everywhere.
  var press = null;
  document.addEventListener('pointerdown', function (event) {
    var plain = event.isPrimary && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    var control = plain && event.target.closest('button, a[href], summary, label, input[type=checkbox], input[type=radio]');
    press = control ? { control: control, x: event.clientX, y: event.clientY } : null;
  }, true);
  document.addEventListener('pointerup', function (event) {
    var was = press;
    press = null;
    if (!was || !was.control.isConnected || was.control.contains(event.target)) return;
    if (Math.abs(event.clientX - was.x) < 4 && Math.abs(event.clientY - was.y) < 4) was.control.click();
  }, true);

  // Where somebody last pressed a key or a button: a page that just came takes the focus only from those who did nothing on it yet.
  var acted = null;
  ['keydown', 'pointerdown'].forEach(function (kind) { document.addEventListener(kind, function () { acted = location.href; }, true); });
  window.gatehouse = {
    focusHeading: function () {
      var heading = document.querySelector('#content h1') || document.querySelector('h1');
      if (!heading || acted === location.href) return;
      if (!heading.hasAttribute('tabindex')) heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    },
    singleKeys: function () { return !localStorage.getItem(off); },
    setSingleKeys: function (on) { if (on) localStorage.removeItem(off); else localStorage.setItem(off, '1'); },
    download: function (name, type, text) {
      var link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([text], { type: type }));
      link.download = name;
      link.click();
      URL.revokeObjectURL(link.href);
    },
    // The text of a field as a stream: it may be longer than a message to the server. A stream of nothing cannot be sent: an empty line reads as nothing.
    text: function (field) { return new TextEncoder().encode(field.value || '\n'); },
    copy: function (text) { return navigator.clipboard.writeText(text); }
  };
})();

// A link that works once has its secret behind the #: it is posted, and goes from the address.
(function () {
  var form = document.querySelector('form[data-open-link]');
  if (!form || location.hash.length < 2) return;
  form.elements.link.value = location.hash.slice(1);
  history.replaceState(null, '', location.pathname);
  form.submit();
})();
