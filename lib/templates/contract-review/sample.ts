import type { Template } from '../template'

export const samples: Template['samples'] = {
  en: {
    inputs: {
      contract:
        '1. Term. The contract runs for five years and renews for five more years unless it is cancelled twelve months before its end.\n2. Price. The fee is 900 euros a month. The supplier may raise it at any time.\n3. Support. The supplier answers tickets within one working day.',
      side: 'the customer',
    },
    answer:
      '### 1. Term (high risk)\n\nThe long automatic renewal binds you for ten years if you miss one date.\n\n*Proposal:* The contract runs for two years. Afterwards either side may cancel with three months’ notice.\n\n### 2. Price (high risk)\n\nThe supplier can raise the price without limit or notice.\n\n*Proposal:* The supplier may raise the fee once a year by at most 3 percent, with three months’ notice.\n\n### 3. Support (low risk)\n\nOne working day is a common response time.\n\n',
  },
  'zh-CN': {
    inputs: {
      contract:
        '1. 期限：合同为期五年，除非提前十二个月解除，否则自动续约五年。\n2. 价格：月费 900 欧元。供应商可随时涨价。\n3. 支持：供应商在一个工作日内回复工单。',
      side: '客户',
    },
    answer:
      '### 1. 期限 (high risk)\n\n自动续约期过长，错过一个日期就会被绑定十年。\n\n*Proposal:* 合同为期两年，之后任何一方可提前三个月解除。\n\n### 2. 价格 (high risk)\n\n供应商可以不受限制、不经通知地涨价。\n\n*Proposal:* 供应商每年最多涨价一次，幅度不超过 3%，并提前三个月通知。\n\n### 3. 支持 (low risk)\n\n一个工作日是常见的响应时间。\n\n',
  },
}
