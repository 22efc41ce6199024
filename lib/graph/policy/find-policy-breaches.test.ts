import { expect, test } from 'vitest'
import { addEnglish } from '@/lib/messages/problems/add-english'
import { findPolicyBreaches } from './find-policy-breaches'
import type { ModelFacts, PolicyLists } from './model-facts'

const FACTS: ModelFacts = {
  provider: 'mistral',
  model: 'mistral-small',
  host: 'api.mistral.ai',
  region: 'eu',
  licence: 'apache-2.0',
  dataUse: 'no-training',
}
const rulesBroken = (policy: Partial<PolicyLists>, facts: Partial<ModelFacts> = {}) =>
  findPolicyBreaches({ privateMode: null, ...policy }, { ...FACTS, ...facts }).map((breach) => breach.rule)

test('allows everything without lists, including unknown models', () => {
  expect(rulesBroken({}, { region: null, licence: null, dataUse: null, host: '' })).toEqual([])
})

test('allows the entries of a list in any case, and nothing for an empty list', () => {
  expect(rulesBroken({ providers: ['Mistral'], regions: ['EU'], licences: ['Apache-2.0'] })).toEqual([])
  expect(rulesBroken({ providers: [] })).toEqual(['provider'])
  expect(
    rulesBroken({ providers: ['openai'], regions: ['us'], licences: ['mit'], dataUse: ['zero-retention'] }),
  ).toEqual([...['provider', 'region', 'licence', 'data-use']])
})

test('forbids unknown facts that a list requires', () => {
  const unknown = { region: null, licence: null, dataUse: null }
  expect(rulesBroken({ regions: ['eu'], licences: ['mit'], dataUse: ['no-training'] }, unknown)).toEqual([
    ...['region', 'licence', 'data-use'],
  ])
  expect(rulesBroken({ regions: ['eu'] }, { region: [] })).toEqual(['region'])
  const [breach] = findPolicyBreaches({ licences: ['mit'], privateMode: null }, { ...FACTS, licence: null })
  expect(breach && addEnglish(breach.text).message).toBe(
    'The model “mistral-small” is not allowed: its license is not known, and this workspace allows these licenses only: mit.',
  )
})

test('requires every region of a multi-region model to be allowed', () => {
  expect(rulesBroken({ regions: ['eu'] }, { region: ['eu', 'us'] })).toEqual(['region'])
  expect(rulesBroken({ regions: ['eu', 'us'] }, { region: ['eu', 'us'] })).toEqual([])
})

test('allows only listed hosts in private mode, and treats no host as unlisted', () => {
  const privateMode = { hosts: ['ollama:11434', '*.mistral.ai'] }
  expect(rulesBroken({ privateMode })).toEqual([])
  expect(rulesBroken({ privateMode }, { host: 'ollama:11434' })).toEqual([])
  expect(rulesBroken({ privateMode }, { host: 'ollama:80' })).toEqual(['private-mode'])
  expect(rulesBroken({ privateMode }, { host: '' })).toEqual(['private-mode'])
  expect(rulesBroken({ privateMode: { hosts: [] } })).toEqual(['private-mode'])
})

test('always allows models inside Patchbay, which send no data', () => {
  const strict = { providers: [], regions: [], licences: [], dataUse: [], privateMode: { hosts: [] } }
  expect(rulesBroken(strict, { provider: 'builtin', host: '' })).toEqual([])
  expect(rulesBroken(strict, { provider: 'trained', host: '' })).toEqual([])
  // Only inside this process: a tuned model at a service belongs to that service.
  expect(rulesBroken({ providers: [] }, { provider: 'trained', host: 'api.openai.com' })).toEqual(['provider'])
})
