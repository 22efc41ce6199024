import { chatApp } from '@/lib/nodes/testing/run-app'
import { text } from './graph-case'

/** Only exported: in Patchbay it would wait for an answer. */
export const APPROVAL = chatApp(
  [
    {
      id: 'ask',
      type: 'approval',
      config: { title: 'Send {{content}}?', fields: [{ name: 'note', type: 'choice', options: ['a'] }] },
    },
    text('yes', 'sent {{v}} by {{ask.by}}'),
    text('no', 'not sent {{v}}'),
  ],
  [
    'in.message -> ask.content',
    'ask.approved -> yes.v',
    'ask.rejected -> no.v',
    'yes.text -> out.text',
    'no.text -> out.text',
  ],
)
