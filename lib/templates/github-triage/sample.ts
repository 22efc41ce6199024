import type { Template } from '../template'

export const samples: Template['samples'] = {
  en: {
    inputs: {
      owner: 'harbor-lamps',
      repo: 'web-shop',
      number: 214,
      title: 'Checkout fails with a discount code',
      body: 'When I enter SPRING10 the page stays white. Without the code it works.',
    },
    answer:
      'Issue 214: ["bug"], priority high. Comment:\n\nThank you for the report. Which browser do you use, and does its console show an error?',
  },
  'zh-CN': {
    inputs: {
      owner: 'harbor-lamps',
      repo: 'web-shop',
      number: 214,
      title: '使用优惠码时结账失败',
      body: '输入 SPRING10 后页面空白。不用优惠码就正常。',
    },
    answer: 'Issue 214: ["bug"], priority high. Comment:\n\n感谢反馈。你使用哪个浏览器？控制台有错误信息吗？',
  },
}
