import type { BothLocales } from '../reply'

const post = (when: string, channel: string, text: string) => ({ when, json: { channel, text } })

export const contentWriter: BothLocales = {
  en: {
    model: [
      post(
        'LinkedIn: up',
        'LinkedIn',
        'Throwing away a lamp for a broken 2-euro switch? Not any more. We now repair every Harbor lamp free of charge for five years. In our pilot, nine of ten broken lamps were saved.',
      ),
      post('X: up', 'X', 'Nine of ten broken lamps can be saved. Ours are now repaired free for five years. #repair'),
      post(
        'Newsletter: subject',
        'Newsletter',
        'Subject: Your lamp is worth a second life\n\nPut it into its old box and send it to us. We repair it free of charge and return it within a week.',
      ),
    ],
  },
  'zh-CN': {
    model: [
      post(
        'LinkedIn: up',
        'LinkedIn',
        '因为 2 欧元的开关就扔掉一盏灯？不必了。我们现在为所有灯具提供五年免费维修。试点中十盏坏灯修好了九盏。',
      ),
      post('X: up', 'X', '十盏坏灯能救回九盏。我们的灯具五年免费维修。#维修'),
      post(
        'Newsletter: subject',
        'Newsletter',
        '主题：给你的灯第二次生命\n\n放进原包装寄给我们，我们免费维修，一周内返还。',
      ),
    ],
  },
}
