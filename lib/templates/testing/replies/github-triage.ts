import type { BothLocales } from '../reply'

const services = [
  { when: '/repos/harbor-lamps/web-shop/issues/214/comments', json: { id: 1, html_url: 'https://github.com/x#1' } },
  { when: '/repos/harbor-lamps/web-shop/issues/214', json: { number: 214, html_url: 'https://github.com/x' } },
]

export const githubTriage: BothLocales = {
  en: {
    model: [
      {
        json: {
          labels: ['bug'],
          priority: 'high',
          comment: 'Thank you for the report. Which browser do you use, and does its console show an error?',
        },
      },
    ],
    services,
  },
  'zh-CN': {
    model: [
      { json: { labels: ['bug'], priority: 'high', comment: '感谢反馈。你使用哪个浏览器？控制台有错误信息吗？' } },
    ],
    services,
  },
}
