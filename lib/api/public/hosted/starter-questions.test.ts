import { expect, test } from 'vitest'
import { WIDGET_LOCALES } from '@/lib/core/locales/widget-locale'
import { starterQuestions } from './starter-questions'

test('asks about up to three documents, by names that people would use', () => {
  const names = [
    'employee-handbook.pdf',
    '01970000-0000-7000-8000-000000000001.pdf',
    'https://example.com/a',
    'IMG_20260101.png',
    'Travel_policy.docx',
    'employee handbook.md',
    '请假制度.docx',
    'Fourth.pdf',
  ]
  expect(starterQuestions(names, 'en')).toEqual([
    'What is “employee handbook” about?',
    'Summarize “Travel policy”.',
    'What are the key points of “请假制度”?',
  ])
  expect(starterQuestions(['aurora.pdf'], 'zh-CN')).toEqual([
    '“aurora”讲了什么？',
    '请总结“aurora”。',
    '“aurora”的要点有哪些？',
  ])
})

test('suggests no questions without documents', () => {
  for (const locale of WIDGET_LOCALES) expect(starterQuestions([], locale)).toEqual([])
})
