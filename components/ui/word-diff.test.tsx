import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { WordDiff } from './word-diff'

const render = (before: string, after: string) =>
  renderToStaticMarkup(<WordDiff before={before} after={after} />)
    .replace(/<del[^>]*>(.*?)<\/del>/g, '[-$1]')
    .replace(/<ins[^>]*>(.*?)<\/ins>/g, '[+$1]')
    .replace(/<[^>]+>/g, '')

test('separates deletions from insertions, including at the end of a text', () => {
  expect(render('Answer exactly.', 'Answer name first.')).toBe('Answer [-exactly.] [+name first.]')
  expect(render('Answer exactly. Be kind.', 'Answer briefly. Be kind.')).toBe('Answer [-exactly.] [+briefly.] Be kind.')
})
