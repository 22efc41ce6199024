import 'server-only'
import { z } from 'zod'

// Chat completions and responses name the same things differently.
const TextPart = z.looseObject({ type: z.enum(['text', 'input_text', 'output_text']), text: z.string() })
const ImagePart = z.union([
  z.looseObject({ type: z.literal('image_url'), image_url: z.looseObject({ url: z.string() }) }),
  z.looseObject({ type: z.literal('input_image'), image_url: z.string() }),
])
const Part = z.union([TextPart, ImagePart], 'Only text and pictures are supported.')

/** What a message of an OpenAI client holds. */
export const OpenAiContent = z.union(
  [z.string(), z.array(Part).min(1).max(50)],
  'Only text and pictures are supported.',
)
type OpenAiContent = z.infer<typeof OpenAiContent>

export function contentText(content: OpenAiContent | null | undefined): string {
  if (typeof content === 'string') return content
  return (content ?? [])
    .flatMap((part) => ('text' in part && typeof part.text === 'string' ? [part.text] : []))
    .join('\n')
}

/** Addresses of the pictures: `data:` holds them, others would have to be fetched. */
export function contentImages(content: OpenAiContent | null | undefined): string[] {
  if (typeof content === 'string') return []
  return (content ?? []).flatMap((part) => {
    if (part.type === 'image_url') return [part.image_url.url]
    return part.type === 'input_image' ? [part.image_url] : []
  })
}
