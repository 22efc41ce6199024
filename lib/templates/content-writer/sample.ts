import type { Template } from '../template'

export const samples: Template['samples'] = {
  en: {
    inputs: {
      article:
        'Harbor Lamps now repairs every lamp free of charge for five years. In a pilot, 9 of 10 broken lamps were saved, most with a new switch for 2 euros. Customers send the lamp in its old box; it returns within a week.',
    },
    answer:
      '### LinkedIn\n\nThrowing away a lamp for a broken 2-euro switch? Not any more. We now repair every Harbor lamp free of charge for five years. In our pilot, nine of ten broken lamps were saved.\n\n### X\n\nNine of ten broken lamps can be saved. Ours are now repaired free for five years. #repair\n\n### Newsletter\n\nSubject: Your lamp is worth a second life\n\nPut it into its old box and send it to us. We repair it free of charge and return it within a week.\n\n',
  },
  'zh-CN': {
    inputs: {
      article:
        '港湾灯具现在为所有灯具提供五年免费维修。试点中十盏坏灯修好了九盏，大多只换了 2 欧元的开关。客户用原包装寄回，一周内返还。',
    },
    answer:
      '### LinkedIn\n\n因为 2 欧元的开关就扔掉一盏灯？不必了。我们现在为所有灯具提供五年免费维修。试点中十盏坏灯修好了九盏。\n\n### X\n\n十盏坏灯能救回九盏。我们的灯具五年免费维修。#维修\n\n### Newsletter\n\n主题：给你的灯第二次生命\n\n放进原包装寄给我们，我们免费维修，一周内返还。\n\n',
  },
}
