/** What documents may be: extension, type, and the types that browsers declare for it. */
export const FILE_TYPES = [
  { kind: 'pdf', mimeType: 'application/pdf', extensions: ['pdf'], declared: ['application/pdf', 'application/x-pdf'] },
  {
    kind: 'docx',
    mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    extensions: ['docx'],
    declared: [
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/zip',
      'application/msword',
    ],
  },
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
    extensions: ['json'],
    declared: ['application/json', 'text/json', 'text/plain'],
  },
  { kind: 'text', mimeType: 'text/plain', extensions: ['txt', 'text', 'log'], declared: ['text/plain'] },
] as const

export type FileType = (typeof FILE_TYPES)[number]
export type FileKind = FileType['kind']
