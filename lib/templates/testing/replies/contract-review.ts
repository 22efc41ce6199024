import type { BothLocales } from '../reply'

export const contractReview: BothLocales = {
  en: {
    model: [
      {
        when: '1. Term.',
        json: {
          title: '1. Term',
          risk: 'high',
          finding: 'The long automatic renewal binds you for ten years if you miss one date.',
          proposal: 'The contract runs for two years. Afterwards either side may cancel with three months’ notice.',
        },
      },
      {
        when: '2. Price.',
        json: {
          title: '2. Price',
          risk: 'high',
          finding: 'The supplier can raise the price without limit or notice.',
          proposal: 'The supplier may raise the fee once a year by at most 3 percent, with three months’ notice.',
        },
      },
      {
        when: '3. Support.',
        json: {
          title: '3. Support',
          risk: 'low',
          finding: 'One working day is a common response time.',
          proposal: '',
        },
      },
    ],
  },
  'zh-CN': {
    model: [
      {
        when: '1. 期限',
        json: {
          title: '1. 期限',
          risk: 'high',
          finding: '自动续约期过长，错过一个日期就会被绑定十年。',
          proposal: '合同为期两年，之后任何一方可提前三个月解除。',
        },
      },
      {
        when: '2. 价格',
        json: {
          title: '2. 价格',
          risk: 'high',
          finding: '供应商可以不受限制、不经通知地涨价。',
          proposal: '供应商每年最多涨价一次，幅度不超过 3%，并提前三个月通知。',
        },
      },
      {
        when: '3. 支持',
        json: { title: '3. 支持', risk: 'low', finding: '一个工作日是常见的响应时间。', proposal: '' },
      },
    ],
  },
}
