import type { BothLocales } from '../reply'

export const meetingNotes: BothLocales = {
  en: {
    model: [
      {
        json: {
          title: 'Launch of the new checkout',
          summary: 'The new checkout is ready. Because the sale starts on Monday, it is launched on Wednesday.',
          decisions: ['The checkout is launched on Wednesday.'],
          tasks: [
            { what: 'Tell support', who: 'Jon', due: 'by Friday' },
            { what: 'Update the help page', who: 'Ann', due: 'before the launch' },
          ],
        },
      },
    ],
  },
  'zh-CN': {
    model: [
      {
        json: {
          title: '新结账功能上线',
          summary: '新的结账功能已准备好。由于周一促销开始，改在周三上线。',
          decisions: ['结账功能周三上线。'],
          tasks: [
            { what: '通知客服', who: '乔恩', due: '周五之前' },
            { what: '更新帮助页面', who: '安', due: '上线之前' },
          ],
        },
      },
    ],
  },
}
