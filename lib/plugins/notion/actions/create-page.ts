import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { optionalObject, optionalText, textField } from '../../shared/fields'
import { notionErrors, notionFailure, notionId, notionKinds, paragraphsOf } from '../notion-fields'

export default defineAction({
  id: 'create-page',
  version: 1,
  label: 'Create a page',
  description: 'Creates a page below another page or in a database.',
  synonyms: ['add', 'write', '创建', '新建'],
  connections: notionKinds,
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    parent: notionId({
      label: 'Parent',
      filledBy: 'author',
      help: 'ID of the page or database that contains the new page.',
    }),
    parentKind: z
      .enum(['page', 'database'])
      .default('page')
      .meta(
        layout({
          label: 'Parent kind',
          input: 'select',
          options: { page: 'Page', database: 'Database' },
          filledBy: 'author',
        }),
      ),
    title: textField({ label: 'Title' }, { max: 2_000 }),
    titleProperty: z
      .string()
      .max(200)
      .default('Name')
      .meta(
        layout({
          label: 'Title column',
          help: 'Name of the title column in the database.',
          filledBy: 'author',
          advanced: true,
        }),
      ),
    text: optionalText({ label: 'Text', input: 'textarea' }, { max: 100_000 }),
    properties: optionalObject({
      label: 'Properties',
      help: 'Further columns, as the Notion API expects them.',
      advanced: true,
    }),
  }),
  output: z.strictObject({
    id: z.string().meta(layout({ label: 'ID' })),
    url: z.string().meta(layout({ label: 'Address' })),
  }),
  async run({ http }, { parent, parentKind, title, titleProperty, text = '', properties = {} }) {
    const titleText = [{ type: 'text', text: { content: title } }]
    const response = await http({
      method: 'POST',
      url: '/v1/pages',
      body: {
        json: {
          parent: parentKind === 'page' ? { page_id: parent } : { database_id: parent },
          properties: { ...properties, [parentKind === 'page' ? 'title' : titleProperty]: { title: titleText } },
          children: paragraphsOf(text),
        },
      },
    })
    return Page.parse(response.json())
  },
  failure: notionFailure,
  errors: notionErrors,
})

const Page = z.object({ id: z.string(), url: z.string() })
