import { publicStatus, studioStatus } from '@/lib/api/http/error-status'
import { ERROR_CODES } from '@/lib/core/app-error'
import { englishProblems } from '@/lib/messages/problems/en/en'
import { code, generatedFrom, table } from './markdown'

export function errorsPage(): string {
  const codes = ERROR_CODES.map((name) => [code(name), String(publicStatus(name)), String(studioStatus(name))])
  return [
    '# Errors',
    generatedFrom('lib/messages/problems'),
    'Every error response has a stable `code`, which decides the HTTP status, and a `message` in English. Most also have a `key`, which names the text, and `params`, the values in it. Handle errors by `code`; use `key` and `params` to show your own text. Messages may be reworded at any time, keys may be added. In the studio API:',
    '```json\n{ "error": { "code": "CONFLICT", "key": "environments.nameTaken", "params": { "name": "staging" }, "message": "An environment named “staging” already exists. Choose another name.", "requestId": "…" } }\n```',
    'The native public API sends problem details ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)); the compatible APIs use the error format of the service that they follow, with the same message.',
    `## Codes\n${table(['Code', 'Status in public APIs', 'Status in the studio API'], codes)}`,
    '## Texts by key\nPlaceholders are in [ICU MessageFormat](https://unicode-org.github.io/icu/userguide/format_parse/messages/).',
    ...Object.entries(englishProblems).map(([area, texts]) => {
      const rows = Object.entries(texts).map(([name, text]) => [code(`${area}.${name}`), text])
      return `### ${area}\n${table(['Key', 'Text'], rows)}`
    }),
  ]
    .join('\n\n')
    .concat('\n')
}
