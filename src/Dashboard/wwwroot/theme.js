// Before the first paint: the remembered scheme, else the system's.
(function () {
  var dark = matchMedia('(prefers-color-scheme: dark)');
  function use() {
    var chosen = localStorage.getItem('gatehouse-theme');
    document.documentElement.dataset.theme = chosen || (dark.matches ? 'dark' : 'light');
  }
  use();
  dark.addEventListener('change', use);
  document.addEventListener('click', function (event) {
    if (!event.target.closest || !event.target.closest('[data-theme-toggle]')) return;
    localStorage.setItem('gatehouse-theme', document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark');
    use();
  });
})();
