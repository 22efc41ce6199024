import { draw } from '../draw'
import type { Template } from '../template'
import { samples } from './sample'

export const template: Template = {
  id: 'voice-assistant',
  name: 'Voice assistant',
  description: 'Understands a recording or a written message, and answers in text and speech.',
  category: 'support',
  tags: ['voice', 'audio', 'speech'],
  kind: 'chat',
  icon: 'mic',
  needs: ['language-model', 'speech-model', 'voice-model'],
  samples,
  graph: draw(
    [
      { id: 'input', type: 'input', label: 'Caller', at: [0, 0], config: { recordings: true } },
      { id: 'hear', type: 'speech-to-text', label: 'Transcribe', at: [304, 304] },
      { id: 'said', type: 'merge', label: 'Recording or message', at: [608, 56], config: { mode: 'any' } },
      {
        id: 'ask',
        type: 'prompt',
        label: 'Conversation',
        at: [912, 216],
        config: { messages: [{ role: 'user', content: '{{said}}' }] },
      },
      {
        id: 'model',
        type: 'chat-model',
        label: 'Assistant',
        at: [1216, 216],
        config: {
          system:
            'Your answers are read aloud: two short sentences, no lists, no formatting. Answer in the language of the caller.',
        },
      },
      { id: 'speak', type: 'text-to-speech', label: 'Speak', at: [1520, 112] },
      { id: 'answer', type: 'answer', label: 'Answer', at: [1824, 248] },
    ],
    [
      'input.recording -> hear.audio',
      'hear.text -> said.values',
      'input.message -> said.values',
      'said.value -> ask.said',
      'input.history -> ask.history',
      'ask.messages -> model.prompt',
      'model.text -> speak.text',
      'model.text -> answer.text',
      'speak.audio -> answer.files',
    ],
  ),
}
