const OFFICE = 'application/vnd.openxmlformats-officedocument'

/**
 * Accepted document types: extension, type, and the media types that browsers send for it; an empty list: browsers do
 * not agree on one.
 */
export const FILE_TYPES = [
  { kind: 'pdf', mimeType: 'application/pdf', extensions: ['pdf'], declared: ['application/pdf', 'application/x-pdf'] },
  {
    kind: 'docx',
    mimeType: `${OFFICE}.wordprocessingml.document`,
    extensions: ['docx'],
    declared: [`${OFFICE}.wordprocessingml.document`, 'application/zip', 'application/msword'],
  },
  {
    kind: 'pptx',
    mimeType: `${OFFICE}.presentationml.presentation`,
    extensions: ['pptx'],
    declared: [`${OFFICE}.presentationml.presentation`, 'application/zip', 'application/vnd.ms-powerpoint'],
  },
  {
    kind: 'xlsx',
    mimeType: `${OFFICE}.spreadsheetml.sheet`,
    extensions: ['xlsx'],
    declared: [`${OFFICE}.spreadsheetml.sheet`, 'application/zip', 'application/vnd.ms-excel'],
  },
  {
    kind: 'odt',
    mimeType: 'application/vnd.oasis.opendocument.text',
    extensions: ['odt'],
    declared: ['application/vnd.oasis.opendocument.text', 'application/zip'],
  },
  {
    kind: 'epub',
    mimeType: 'application/epub+zip',
    extensions: ['epub'],
    declared: ['application/epub+zip', 'application/zip'],
  },
  {
    kind: 'zip',
    mimeType: 'application/zip',
    extensions: ['zip'],
    declared: ['application/zip', 'application/x-zip-compressed', 'application/x-zip', 'multipart/x-zip'],
  },
  { kind: 'png', mimeType: 'image/png', extensions: ['png'], declared: ['image/png'] },
  { kind: 'jpeg', mimeType: 'image/jpeg', extensions: ['jpg', 'jpeg'], declared: ['image/jpeg', 'image/jpg'] },
  {
    kind: 'html',
    mimeType: 'text/html',
    extensions: ['html', 'htm', 'xhtml'],
    declared: ['text/html', 'application/xhtml+xml'],
  },
  {
    kind: 'markdown',
    mimeType: 'text/markdown',
    extensions: ['md', 'markdown'],
    declared: ['text/markdown', 'text/x-markdown', 'text/plain'],
  },
  {
    kind: 'csv',
    mimeType: 'text/csv',
    extensions: ['csv', 'tsv'],
    declared: ['text/csv', 'text/tab-separated-values', 'application/vnd.ms-excel', 'text/plain'],
  },
  {
    kind: 'json',
    mimeType: 'application/json',
    extensions: ['json', 'ipynb'],
    declared: ['application/json', 'application/x-ipynb+json', 'text/json', 'text/plain'],
  },
  { kind: 'jsonl', mimeType: 'application/jsonl', extensions: ['jsonl', 'ndjson'], declared: null },
  { kind: 'eml', mimeType: 'message/rfc822', extensions: ['eml'], declared: ['message/rfc822', 'text/plain'] },
  {
    kind: 'code',
    mimeType: 'text/x-source',
    extensions:
      'c cc cjs cpp cs css cts dart ex go h hpp ini java js jsx kt kts lua mjs mts php pl py r rb rs scala scss sh sql svelte swift toml ts tsx vue yaml yml'.split(
        ' ',
      ),
    declared: null,
  },
  { kind: 'text', mimeType: 'text/plain', extensions: ['txt', 'text', 'log'], declared: ['text/plain'] },
] as const

export type FileType = (typeof FILE_TYPES)[number]
export type FileKind = FileType['kind']
