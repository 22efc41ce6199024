/** Files that people send to an app: pictures for a model that sees, documents that are read as text. */
export const MAX_PICTURE_BYTES = 10 * 1024 * 1024
export const MAX_PICTURES = 10
export const MAX_DOCUMENT_BYTES = 25 * 1024 * 1024
export const MAX_DOCUMENTS = 10
/** With a message: one, since one is written down at a time. */
export const MAX_RECORDINGS = 1
/** Of what one end user keeps with an app. */
export const MAX_END_USER_FILE_BYTES = 200 * 1024 * 1024
/** What documents may be, as a browser's file dialog takes it. */
export const DOCUMENT_EXTENSIONS = [
  ...(['pdf', 'docx', 'pptx', 'xlsx', 'odt', 'epub', 'txt', 'md', 'html', 'csv', 'json'] as const),
] as const
/** The same in words. */
export const DOCUMENT_TYPES = 'PDF, DOCX, PPTX, XLSX, ODT, EPUB, TXT, Markdown, HTML, CSV and JSON'
export const PICTURE_EXTENSIONS = ['png', 'jpg', 'jpeg', 'webp', 'gif'] as const
/** What services write down: MP3, WAV, Ogg, Opus, FLAC, WebM, M4A. */
export const RECORDING_EXTENSIONS = ['mp3', 'wav', 'ogg', 'opus', 'flac', 'webm', 'm4a'] as const
/** Of JSON that holds files itself. */
export const MAX_PICTURE_BODY_BYTES = 8 * 1024 * 1024
/** Of all that the callers of a workspace's apps keep there. */
export const MAX_WORKSPACE_FILE_BYTES = 1024 * 1024 * 1024
/** Of what visitors without a key have sent to a workspace's apps, so that callers with a key keep their room. */
export const MAX_VISITOR_FILE_BYTES = MAX_WORKSPACE_FILE_BYTES / 4
/** Of pictures and speech that runs have made for visitors. */
export const MAX_MADE_FOR_VISITORS_BYTES = MAX_WORKSPACE_FILE_BYTES / 2
