import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { decodeEntities } from '@/lib/sources/read-xml'
import { defineAction } from '../../action'
import { limitField, listOutput, optionalOutput, textOutput } from '../../shared/fields'

export default defineAction({
  id: 'read-discussion',
  version: 1,
  label: 'Read a discussion',
  description: 'Reads a story with its comments.',
  synonyms: ['comments', 'thread', '评论', '讨论'],
  connections: ['none'],
  effect: 'read',
  input: z.strictObject({
    story: z
      .string()
      .regex(/^\d{1,12}$/, 'Enter the number of a story.')
      .meta(layout({ label: 'Story', references: true, placeholder: '8863' })),
    limit: limitField(100),
  }),
  output: z.strictObject({
    title: textOutput('Title'),
    url: optionalOutput('Address'),
    text: optionalOutput('Text'),
    comments: listOutput('Comments'),
  }),
  async run({ http }, { story, limit }) {
    const { title, url, text, children } = Item.parse((await http({ method: 'GET', url: `/items/${story}` })).json())
    const comments = [...commentsOf(children, limit)].map(({ author, text: html }) => ({ author, text: plain(html) }))
    return { title: title ?? '', ...(url ? { url } : {}), ...(text ? { text: plain(text) } : {}), comments }
  },
})

interface Reply {
  author: string
  text: string
  children: Reply[]
}

const Reply: z.ZodType<Reply> = z.object({
  author: z
    .string()
    .nullish()
    .transform((author) => author ?? ''),
  text: z
    .string()
    .nullish()
    .transform((text) => text ?? ''),
  get children() {
    return z.array(Reply)
  },
})
const Item = z.object({
  title: z.string().nullish(),
  url: z.string().nullish(),
  text: z.string().nullish(),
  children: z.array(Reply),
})

/** Comments in the order of the page, without deleted ones. */
function* commentsOf(replies: readonly Reply[], limit: number): Generator<Reply> {
  let left = limit
  const pending = replies.toReversed()
  for (let reply = pending.pop(); reply && left > 0; reply = pending.pop()) {
    pending.push(...reply.children.toReversed())
    if (reply.text === '') continue
    left -= 1
    yield reply
  }
}

const plain = (html: string): string => decodeEntities(html.replace(/<p>/g, '\n\n').replace(/<[^>]*>/g, '')).trim()
