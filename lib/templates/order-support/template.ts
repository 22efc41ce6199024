import { draw } from '../draw'
import type { Template } from '../template'
import { samples } from './sample'

/** Fifty orders of an invented shop, computed from their number so that the step stays short. */
const LOOK_UP = `const items = ['Desk lamp Skagen', 'Floor lamp Fanø', 'Wall lamp Rømø', 'LED bulb', 'Dimmer']
const states = ['being packed', 'shipped', 'delivered', 'returned', 'waiting for payment']
const number = Number(String(input.order).replace(/\\D/g, ''))
// The shop's 50 orders have the numbers 20401 to 20450. Replace this step by one that asks your shop.
if (!(number >= 20401 && number <= 20450)) return { found: false }
const index = number - 20401
return {
  found: true, order: number, item: items[index % 5], quantity: 1 + (index % 3), state: states[(index * 3) % 5],
  date: '2026-11-' + String(1 + (index % 28)).padStart(2, '0'),
}`

export const template: Template = {
  id: 'order-support',
  name: 'Support with order look-up and hand-over',
  description:
    'An agent looks up orders and answers. When a customer wants a person, a colleague replies from the inbox.',
  category: 'support',
  tags: ['orders', 'hand-over', 'agent'],
  kind: 'chat',
  icon: 'package',
  needs: ['language-model'],
  samples,
  graph: draw(
    [
      { id: 'input', type: 'input', label: 'Customer', at: [0, 120] },
      {
        id: 'wish',
        type: 'classifier',
        label: 'Wants a person?',
        at: [304, 0],
        config: {
          threshold: 0.6,
          classes: [
            {
              id: 'order',
              name: 'Order',
              examples: [
                'Where is my order 20417?',
                'When will my parcel arrive?',
                'Has my lamp been shipped?',
                'What is the status of order 20402?',
                'Which lamps did I order?',
              ],
            },
            {
              id: 'person',
              name: 'Person',
              examples: [
                'I want to talk to a human',
                'Let me speak to your manager',
                'Please call me back',
                'Connect me with a real person',
                'I want to complain to somebody',
              ],
            },
          ],
        },
      },
      {
        id: 'ask',
        type: 'prompt',
        label: 'Conversation',
        at: [608, 168],
        config: { messages: [{ role: 'user', content: '{{message}}' }] },
      },
      {
        id: 'orders',
        type: 'code',
        label: 'Look up an order',
        at: [912, 376],
        config: {
          inputs: [{ name: 'order', kind: 'text', description: 'The number of the order, such as 20417.' }],
          code: LOOK_UP,
          toolDescription: 'Finds an order by its number: article, quantity, date and state.',
        },
      },
      {
        id: 'agent',
        type: 'agent',
        label: 'Support agent',
        at: [912, 168],
        config: {
          instructions:
            'You are the friendly support agent of Harbor Lamps. Look up the order before you answer. If the number is missing or unknown, ask for it. Answer in the language of the customer, in two or three sentences.',
          maxSteps: 6,
        },
      },
      {
        id: 'handover',
        type: 'approval',
        label: 'Hand over to a colleague',
        at: [608, 544],
        config: {
          title: 'A customer wants to talk to a person',
          message: 'Write the reply to the customer below.',
          fields: [{ name: 'reply', label: 'Reply', type: 'text', required: true }],
          deadlineHours: 24,
          onDue: 'reject',
        },
      },
      {
        id: 'reply',
        type: 'template',
        label: 'Colleague’s reply',
        at: [912, 752],
        config: { text: '{{handover.values.reply}}' },
      },
      {
        id: 'later',
        type: 'template',
        label: 'Nobody available',
        at: [912, 568],
        config: { text: 'Sorry, nobody is available right now. Please write to hello@harborlamps.example.' },
      },
      { id: 'answer', type: 'answer', label: 'Answer', at: [1216, 496] },
    ],
    [
      'input.message -> wish.text',
      'wish.order -> ask.message',
      'wish.other -> ask.message',
      'input.history -> ask.history',
      'ask.messages -> agent.prompt',
      'orders.tool -> agent.tools',
      'wish.person -> handover.content',
      'handover.approved -> reply.when',
      'handover.rejected -> later.when',
      'agent.text -> answer.text',
      'reply.text -> answer.text',
      'later.text -> answer.text',
    ],
  ),
}
