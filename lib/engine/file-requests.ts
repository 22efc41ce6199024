import type { Json, JsonObject } from '@/lib/core/json'
import type { FileValue } from '@/lib/graph/file-value'

export interface MakeFileRequest {
  format: 'md' | 'txt' | 'html' | 'docx' | 'pdf' | 'csv' | 'xlsx' | 'json'
  /** Markdown for documents, and objects or lists for tables. */
  content: Json
  /** Title of the document, from which its name is made. */
  title: string
  signal: AbortSignal
}

/** The parsed content of a file. */
export interface FileContent {
  file: FileValue
  /** Rows of a table or a list of objects; empty for other files. */
  rows: JsonObject[]
  /** The value of a JSON file. */
  json?: Json
}
