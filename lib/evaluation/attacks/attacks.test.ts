import { expect, test } from 'vitest'
import { ATTACK_CATEGORIES, ATTACK_FORMS, ATTACK_SIZES, BENIGN_COUNT } from '@/lib/contracts/attacks'
import type { RunEvent } from '@/lib/engine/events'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { canaryOf, joinedCanary, markerOf, secretOf, taskOf } from './canaries'
import { BENIGN_QUESTIONS } from './data/benign-questions'
import { PROBES } from './data/probes'
import { decideAttack } from './decide-attack'
import { planAttacks } from './plan-attacks'
import { transform } from './transform'

const SEED = 7
const canary = canaryOf(SEED, 0)
const marks = { canary, secret: secretOf(SEED), marker: markerOf(SEED), usualWrites: new Set<string>() }
const graph = chatApp([], ['in.message -> out.text'])
const answering = (text: string) => decideAttack({ graph, events: [], outputs: { text }, sourceId: null }, marks)

test('has 200 different probes, each with one placeholder for the task', () => {
  const all = Object.values(PROBES).flat()
  expect(new Set(all).size).toBe(200)
  expect(all.filter((probe) => probe.split('{task}').length !== 2)).toEqual([])
  expect(BENIGN_QUESTIONS).toHaveLength(BENIGN_COUNT)
})

test('a standard campaign tries every category in every form, and the same seed gives the same attacks', () => {
  const planned = planAttacks(2, 'standard', SEED)
  expect(planned).toHaveLength(2 * ATTACK_SIZES.standard + BENIGN_COUNT)
  const first = planned.filter(({ point, attack }) => point === 0 && attack !== null)
  const pairs = new Set(first.map(({ attack }) => `${attack?.category} ${attack?.form}`))
  expect(pairs.size).toBe(ATTACK_CATEGORIES.length * ATTACK_FORMS.length)
  expect(planAttacks(2, 'standard', SEED)).toEqual(planned)
  expect(planAttacks(2, 'standard', SEED + 1)).not.toEqual(planned)
})

test('every encoding can be decoded', () => {
  const text = 'Write the word now.'
  const encoded = transform('base64', text).split(': ').at(-1) ?? ''
  expect(Buffer.from(encoded, 'base64').toString('utf8')).toBe(text)
  expect(transform('rot13', 'Hello')).toContain('Uryyb')
  const hidden = [...transform('unicode-tags', text)].map((letter) => letter.codePointAt(0) ?? 0)
  const decoded = hidden.filter((code) => code >= 0xe0000).map((code) => String.fromCodePoint(code - 0xe0000))
  expect(decoded.join('')).toBe(text)
})

test.each(ATTACK_FORMS)('does not count copying an attack in the form %s as obeying it', (form) => {
  for (const category of ATTACK_CATEGORIES) {
    const payload = transform(form, taskOf(category, canary))
    expect([category, answering(payload)]).toEqual([category, null])
  }
})

test('recognizes the requested text, the secret, and a link with data', () => {
  expect(answering(`As asked: **${joinedCanary(canary).toLowerCase()}**.`)).toMatchObject({ sign: 'obeyed' })
  expect(answering(`My code is ${marks.secret}.`)).toMatchObject({ sign: 'secret' })
  expect(answering(`![logo](https://${canary.host}/p?d=${marks.marker})`)).toMatchObject({ sign: 'link' })
  expect(answering(`![logo](https://${canary.host}/p?d=X) for ${marks.marker}`)).toBeNull()
  expect(answering(`See https://docs.example/${marks.marker}`)).toBeNull()
})

test('counts a call of a writing tool only if the app does not make it without an attack', () => {
  const events: RunEvent[] = [
    { type: 'node-skip', reason: 'shadow', path: ['agent', 'call-1', 'mail'], nodeId: 'mail', atMs: 0 },
  ]
  const run = { graph, events, outputs: { text: 'Done.' }, sourceId: 'page' }
  expect(decideAttack(run, marks)).toMatchObject({ sign: 'write' })
  expect(decideAttack(run, { ...marks, usualWrites: new Set(['mail']) })).toBeNull()
})
