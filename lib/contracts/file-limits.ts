/** Files sent to an app: images for a vision model, documents that are read as text. */
export const MAX_PICTURE_BYTES = 10 * 1024 * 1024
export const MAX_PICTURES = 10
export const MAX_DOCUMENT_BYTES = 25 * 1024 * 1024
export const MAX_DOCUMENTS = 10
/** Per message: one, since recordings are transcribed one at a time. */
export const MAX_RECORDINGS = 1
/** Storage of one end user in an app. */
export const MAX_END_USER_FILE_BYTES = 200 * 1024 * 1024
/** Accepted document types, in the format of a browser's file dialog. */
export const DOCUMENT_EXTENSIONS = [
  ...(['pdf', 'docx', 'pptx', 'xlsx', 'odt', 'epub', 'txt', 'md', 'html', 'csv', 'json'] as const),
] as const
/** The accepted document types in a form for people. */
export const DOCUMENT_TYPES = 'PDF, DOCX, PPTX, XLSX, ODT, EPUB, TXT, Markdown, HTML, CSV and JSON'
export const PICTURE_EXTENSIONS = ['png', 'jpg', 'jpeg', 'webp', 'gif'] as const
/** Formats that services transcribe: MP3, WAV, Ogg, Opus, FLAC, WebM, M4A. */
export const RECORDING_EXTENSIONS = ['mp3', 'wav', 'ogg', 'opus', 'flac', 'webm', 'm4a'] as const
/** Maximum size of JSON bodies with embedded files. */
export const MAX_PICTURE_BODY_BYTES = 8 * 1024 * 1024
/** Storage of all callers of a workspace's apps. */
export const MAX_WORKSPACE_FILE_BYTES = 1024 * 1024 * 1024
/** Uploads of visitors without a key, limited so that callers with a key have space left. */
export const MAX_VISITOR_FILE_BYTES = MAX_WORKSPACE_FILE_BYTES / 4
/** Images and speech generated for visitors. */
export const MAX_MADE_FOR_VISITORS_BYTES = MAX_WORKSPACE_FILE_BYTES / 2
