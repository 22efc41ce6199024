import { expect, test } from 'vitest'
import { settingName, summaryFieldName } from './field-names'

test('a setting has the titles of its form, down to fields of list items', () => {
  expect(settingName('template', ['text'])).toBe('Text')
  expect(settingName('prompt', ['messages', '1', 'content'])).toBe('Messages · 2 · Text')
  expect(settingName('agent', ['maxSteps'])).toBe('Maximum steps')
})

test('a setting without a form field has its own name', () => {
  expect(settingName('agent', ['oldSetting'])).toBe('Old setting')
  expect(settingName('no-such-node', ['a', '0'])).toBe('A · 1')
  expect(summaryFieldName('agent', 'disabled')).toBe('Disabled')
  expect(summaryFieldName('agent', 'config.model')).toBe('Model')
})
