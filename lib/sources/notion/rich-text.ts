import { z } from 'zod'

const RichText = z.array(
  z.object({
    plain_text: z.string(),
    href: z.string().nullish(),
    annotations: z
      .object({ bold: z.boolean(), italic: z.boolean(), strikethrough: z.boolean(), code: z.boolean() })
      .partial()
      .nullish(),
  }),
)

/** Converts Notion's rich text to Markdown; anything else gives an empty string. */
export function richText(value: unknown): string {
  const parsed = RichText.safeParse(value)
  return parsed.success ? parsed.data.map(piece).join('') : ''
}

export function plainText(value: unknown): string {
  const parsed = RichText.safeParse(value)
  return parsed.success ? parsed.data.map(({ plain_text: text }) => text).join('') : ''
}

function piece({ plain_text: text, href, annotations }: z.infer<typeof RichText>[number]): string {
  // Markdown marks must touch the word, not the spaces around it.
  const [, before = '', word = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? []
  if (word === '') return text
  let marked = word
  if (annotations?.code) marked = `\`${marked}\``
  if (annotations?.bold) marked = `**${marked}**`
  if (annotations?.italic) marked = `*${marked}*`
  if (annotations?.strikethrough) marked = `~~${marked}~~`
  if (href && /^https?:\/\//i.test(href)) marked = `[${marked}](${href})`
  return before + marked + after
}
