import { actionSettings } from '../action-settings'
import { draw } from '../draw'
import { TEMPLATE_KNOWLEDGE_BASE } from '../placeholder'
import type { Template } from '../template'
import { samples } from './sample'

export const template: Template = {
  id: 'slack-answers',
  name: 'Answer in Slack from our handbook',
  description:
    'Answers a question from your documents and posts the answer to a Slack channel. Start it by webhook or API.',
  category: 'support',
  tags: ['Slack', 'handbook', 'webhook'],
  kind: 'form',
  icon: 'message-square',
  needs: ['documents', 'language-model'],
  samples,
  graph: draw(
    [
      {
        id: 'input',
        type: 'input',
        label: 'Question',
        at: [0, 0.5],
        config: {
          mode: 'form',
          fields: [
            { name: 'question', label: 'Question', kind: 'paragraph' },
            { name: 'channel', label: 'Slack channel ID' },
          ],
        },
      },
      {
        id: 'passages',
        type: 'retriever',
        label: 'Search the handbook',
        at: [1, 0],
        config: { knowledgeBaseId: TEMPLATE_KNOWLEDGE_BASE, limit: 5 },
      },
      {
        id: 'ask',
        type: 'prompt',
        label: 'Question',
        at: [1, 1],
        config: { messages: [{ role: 'user', content: '{{question}}' }] },
      },
      {
        id: 'model',
        type: 'chat-model',
        label: 'Answer from the handbook',
        at: [2, 0.5],
        config: {
          system: 'You answer questions of colleagues from the handbook, in at most three sentences.',
          temperature: 0.2,
        },
      },
      {
        id: 'post',
        type: 'action',
        label: 'Post to Slack',
        at: [3, 0.5],
        config: actionSettings('slack/post-message', {
          channel: '{{channel}}',
          text: '> {{question}}\n\n{{answer}}',
        }),
      },
      {
        id: 'done',
        type: 'template',
        label: 'Posted',
        at: [4, 0.5],
        config: { text: 'Posted to the channel:\n\n{{answer}}' },
      },
      { id: 'answer', type: 'answer', label: 'Answer', at: [5, 0.5] },
    ],
    [
      'input.question -> passages.query',
      'input.question -> ask.question',
      'passages.documents -> model.documents',
      'ask.messages -> model.prompt',
      'model.text -> post.answer',
      'input.question -> post.question',
      'input.channel -> post.channel',
      'post.ts -> done.when',
      'model.text -> done.answer',
      'done.text -> answer.text',
    ],
  ),
}
