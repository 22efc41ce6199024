import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { textField } from '../../shared/fields'
import { languageField } from '../languages'

export default defineAction({
  id: 'read-article',
  version: 1,
  label: 'Read an article',
  description: 'Reads the text of an article of Wikipedia by its title.',
  synonyms: ['get', 'content', '读取', '正文'],
  connections: ['none'],
  effect: 'read',
  input: z.strictObject({ title: textField({ label: 'Title' }, { max: 255 }), language: languageField }),
  output: z.strictObject({
    text: z.string().meta(layout({ label: 'Text' })),
    title: z.string().meta(layout({ label: 'Title' })),
    url: z.string().meta(layout({ label: 'Address' })),
  }),
  request: {
    method: 'GET',
    path: 'https://{{language}}.wikipedia.org/w/api.php',
    query: {
      action: 'query',
      format: 'json',
      formatversion: '2',
      prop: 'extracts|info',
      explaintext: '1',
      redirects: '1',
      inprop: 'url',
      titles: '{{title}}',
    },
  },
  failure: { path: '/query/pages/0/missing', equals: true, reason: '/query/pages/0/title' },
  pick: { text: '/query/pages/0/extract', title: '/query/pages/0/title', url: '/query/pages/0/fullurl' },
})
