import 'server-only'
import { answers, operation, page, parameter } from './parts'

const ONE = [parameter('FileId'), parameter('EndUser')]
const tags = ['Files']
const FORM = {
  'multipart/form-data': {
    schema: {
      type: 'object',
      properties: {
        file: {
          type: 'string',
          format: 'binary',
          description: 'PNG, JPEG, WebP or GIF; or PDF, DOCX, TXT, Markdown, HTML, CSV or JSON.',
        },
      },
      required: ['file'],
    },
  },
}
const BYTES = { '*/*': { schema: { type: 'string', format: 'binary' } } }

/** Images for `inputs.images`, documents for `inputs.documents`, both for form fields, if the app accepts them. */
export function filePaths() {
  return {
    '/files': {
      get: operation(['listFiles', 'List files', 'Newest first.'], page('FileList'), {
        parameters: [parameter('Limit'), parameter('Cursor'), parameter('EndUser')],
        tags,
      }),
      post: operation(
        ['uploadFile', 'Upload a file', 'An image or document. Uploading the same file again returns the same id.'],
        { ...answers('StoredFile'), status: '201' },
        { parameters: [parameter('EndUser')], requestBody: { required: true, content: FORM }, tags },
      ),
    },
    '/files/{fileId}': {
      get: operation(['getFile', 'Get a file'], answers('StoredFile'), { parameters: ONE, tags }),
      delete: operation(
        ['deleteFile', 'Delete a file'],
        { status: '204', description: 'Deleted' },
        { parameters: ONE, tags },
      ),
    },
    '/files/{fileId}/content': {
      get: operation(
        ['readFile', 'Download a file'],
        { description: 'The content of the file', content: BYTES },
        { parameters: ONE, tags },
      ),
    },
  }
}
