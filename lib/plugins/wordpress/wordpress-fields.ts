import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { optionalText, selectField } from '../shared/fields'

export const kindField = selectField(
  { posts: 'Post', pages: 'Page' },
  { label: 'Kind', fallback: 'posts', filledBy: 'author' },
)

export const idNumber = z
  .number()
  .int()
  .min(1)
  .meta(layout({ label: 'ID', input: 'number', references: true }))

export const contentField = optionalText(
  { label: 'Content', input: 'textarea', help: 'HTML, as WordPress stores it.' },
  { max: 200_000 },
)
export const titleField = optionalText({ label: 'Title' }, { max: 500 })
export const excerptField = optionalText({ label: 'Excerpt', input: 'textarea', advanced: true }, { max: 5_000 })

export const idOutput = z.number().meta(layout({ label: 'ID' }))
export const linkOutput = z.string().meta(layout({ label: 'Address' }))
export const statusOutput = z.string().meta(layout({ label: 'Status' }))
export const savedPick = { id: '/id', link: '/link', status: '/status' } as const

export const itemProperties = {
  id: '/id',
  title: '/title/rendered',
  excerpt: '/excerpt/rendered',
  status: '/status',
  link: '/link',
  publishedAt: '/date_gmt',
  updatedAt: '/modified_gmt',
} as const

export const wordpressFailure = { path: '/failed', equals: true, reason: '/code', message: '/message' } as const

export const wordpressErrors = {
  incorrect_password: {
    code: 'RECONNECT_REQUIRED',
    message: 'WordPress rejected the application password. Create a new one.',
  },
  rest_not_logged_in: {
    code: 'RECONNECT_REQUIRED',
    message: 'WordPress ignored the credentials. The web server may remove the Authorization header.',
  },
  rest_post_invalid_id: { code: 'TOOL_FAILED', message: 'WordPress has no post or page with this ID.' },
} as const
