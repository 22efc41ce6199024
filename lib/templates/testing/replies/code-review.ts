import type { BothLocales } from '../reply'

const review = (file: string, line: number, text: string) => ({
  when: `diff --git a/${file}`,
  json: { file, findings: [{ line, severity: 'high', text }] },
})

export const codeReview: BothLocales = {
  en: {
    model: [
      review('cart.js', 3, 'The loop reads one item too many: use < instead of <=, otherwise it fails on undefined.'),
      review('users.js', 9, 'The name is inserted into the SQL text, which allows injection. Pass it as a parameter.'),
    ],
  },
  'zh-CN': {
    model: [
      review('cart.js', 3, '循环多读了一项：应使用 < 而不是 <=，否则会因 undefined 出错。'),
      review('users.js', 9, '名称被拼接进 SQL 文本，存在注入风险。请作为参数传入。'),
    ],
  },
}
