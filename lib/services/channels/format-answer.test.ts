import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatAnswer } from './format-answer'
import { splitAnswer } from './split-answer'

const markdown = [
  '# Result',
  'Use **bold**, *soft* and `a < b`. See [the docs](https://example.com/?a=1&b=2).',
  '- one\n- two',
  '```ts\nif (a < b) {}\n```',
].join('\n\n')

test('writes the HTML that Telegram accepts', () => {
  expect(formatAnswer(markdown, 'telegram')).toBe(
    [
      '<b>Result</b>',
      'Use <b>bold</b>, <i>soft</i> and <code>a &lt; b</code>. See <a href="https://example.com/?a=1&amp;b=2">the docs</a>.',
      '• one\n• two',
      '<pre><code class="language-ts">if (a &lt; b) {}</code></pre>',
    ].join('\n\n'),
  )
})

test('shows tags of an answer as text, and links only to web pages', () => {
  expect(formatAnswer('<script>x</script>\n\n[go](javascript:alert(1)) <b>', 'telegram')).toBe(
    '&lt;script&gt;x&lt;/script&gt;\n\ngo &lt;b&gt;',
  )
})

test('leaves no markup in plain text', () => {
  expect(formatAnswer(markdown, 'plain')).toBe(
    'Result\n\nUse bold, soft and a < b. See the docs (https://example.com/?a=1&b=2).\n\n• one\n• two\n\nif (a < b) {}',
  )
})

test('closes a code block at the end of a part and opens it again', () => {
  const code = Array.from({ length: 30 }, (_, index) => `line ${index};`).join('\n')
  const parts = splitAnswer(`Before\n\n\`\`\`ts\n${code}\n\`\`\`\n\nAfter`, 100)
  expect(parts.length).toBeGreaterThan(2)
  for (const part of parts) {
    expect(part.length).toBeLessThanOrEqual(100)
    expect((part.match(/^```/gm) ?? []).length % 2).toBe(0)
  }
  const lines = parts.join('\n').split('\n')
  expect(lines.filter((line) => /^line \d+;$/.test(line)).join('\n')).toBe(code)
})

test('no part is longer than the limit, and no word is lost', () => {
  const word = fc.stringMatching(/^[a-zé😀]{1,30}$/u)
  const line = fc.oneof(
    fc.constant(''),
    fc.constant('```'),
    fc.array(word, { maxLength: 12 }).map((words) => words.join(' ')),
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 20 }), fc.integer({ min: 40, max: 300 }), (lines, max) => {
      const parts = splitAnswer(lines.join('\n'), max)
      const lettersOf = (text: string) => text.replaceAll(/[\s`]/g, '')
      expect(parts.every((part) => part.length <= max && part.isWellFormed())).toBe(true)
      expect(lettersOf(parts.join('\n'))).toBe(lettersOf(lines.join('\n')))
    }),
  )
})
