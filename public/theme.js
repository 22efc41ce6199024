// Runs before the first paint. A file of its own because the content security policy allows no inline script.
;(() => {
  const dark = window.matchMedia('(prefers-color-scheme: dark)')
  function apply() {
    let choice = 'system'
    try {
      choice = localStorage.getItem('patchbay-theme') ?? 'system'
    } catch {}
    const isDark = choice === 'dark' || (choice === 'system' && dark.matches)
    const classes = document.documentElement.classList
    classes.toggle('dark', isDark)
    classes.toggle('light', !isDark)
  }
  apply()
  dark.addEventListener('change', apply)
  window.addEventListener('storage', apply)
  window.addEventListener('patchbay-theme', apply)
})()
