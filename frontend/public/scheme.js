// Sets the colour scheme before the first paint, so that a dark window never flashes light.
// A file of its own because the content policy allows no inline scripts.
(function () {
  var choice = 'auto';
  try {
    choice = localStorage.getItem('atelier-scheme') || 'auto';
  } catch {
    choice = 'auto'; // Storage may be switched off; the system's scheme then decides.
  }
  var dark = choice === 'dark' || (choice === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
