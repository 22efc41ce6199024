import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { Id } from '@/lib/core/ids'
import { problem } from '@/lib/messages/problems/problem'
import type { Attachment } from '../shared/requests/store-attachments'

// Chat completions and responses use different names for the same parts.
const TextPart = z.looseObject({ type: z.enum(['text', 'input_text', 'output_text']), text: z.string() })
const ImagePart = z.union([
  z.looseObject({ type: z.literal('image_url'), image_url: z.looseObject({ url: z.string() }) }),
  z.looseObject({ type: z.literal('input_image'), image_url: z.string() }),
  z.looseObject({ type: z.literal('input_image'), file_id: Id }),
])
const FileFields = z.looseObject({
  file_id: Id.nullish(),
  file_data: z.string().nullish(),
  file_url: z.null('Addresses are not fetched: upload the file, or send it as file_data.').optional(),
  filename: z.string().max(1_000).nullish(),
})
const FilePart = z.union([
  z.looseObject({ type: z.literal('file'), file: FileFields }),
  FileFields.extend({ type: z.literal('input_file') }),
])
/** The same in chat completions and responses: base64 without a type, and the format's name. */
const AudioPart = z.looseObject({
  type: z.literal('input_audio'),
  input_audio: z.looseObject({ data: z.string(), format: z.string().regex(/^[a-z0-9]{1,10}$/) }),
})
const UNKNOWN = 'Only text, pictures, documents and recordings are supported.'
const Part = z.union([TextPart, ImagePart, FilePart, AudioPart], UNKNOWN)

/** Message content of an OpenAI client. */
export const OpenAiContent = z.union([z.string(), z.array(Part).min(1).max(50)], UNKNOWN)
type OpenAiContent = z.infer<typeof OpenAiContent>

export function contentText(content: OpenAiContent | null | undefined): string {
  if (typeof content === 'string') return content
  return (content ?? [])
    .flatMap((part) => ('text' in part && typeof part.text === 'string' ? [part.text] : []))
    .join('\n')
}

/** The files of a message: uploaded before, or inline. @throws INVALID_INPUT for a part without a file */
export function contentFiles(content: OpenAiContent | null | undefined): Attachment[] {
  if (typeof content === 'string') return []
  return (content ?? []).flatMap((part): Attachment[] => {
    switch (part.type) {
      case 'image_url':
        return [{ kind: 'picture', url: part.image_url.url }]
      case 'input_image':
        return [
          typeof part.image_url === 'string'
            ? { kind: 'picture', url: part.image_url }
            : { kind: 'picture', fileId: Id.parse(part.file_id) },
        ]
      case 'input_audio': {
        const { data, format } = part.input_audio
        const url = data.startsWith('data:') ? data : `data:audio/${format};base64,${data}`
        return [{ kind: 'recording', url, fileName: `recording.${format}` }]
      }
      case 'file':
        return [toDocument(part.file)]
      case 'input_file':
        return [toDocument(part)]
      default:
        return []
    }
  })
}

function toDocument({ file_id, file_data, filename }: z.infer<typeof FileFields>): Attachment {
  if (file_id) return { kind: 'document', fileId: file_id }
  if (!file_data) throw new AppError('INVALID_INPUT', problem('openai.fileWithoutContent'))
  const fileName = filename ?? undefined
  // Clients may send bare bytes; the name then determines the type.
  const url = file_data.startsWith('data:') ? file_data : `data:application/octet-stream;base64,${file_data}`
  return { kind: 'document', url, fileName }
}
