import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cpuMs } from '@/lib/graph/testing/cpu-ms'
import { findPersonalData, maskPersonalData } from './find-personal-data'

describe('personal data', () => {
  test.each([
    ['Write to jane.doe+shop@mail.example.co.uk.', 'Write to [email].'],
    ['Schreib an jürgen@müller.de, bitte', 'Schreib an [email], bitte'],
    ['<a@b.io>', '<[email]>'],
    ['DE89 3704 0044 0532 0130 00 is the account', '[iban] is the account'],
    ['GB29NWBK60161331926819', '[iban]'],
    ['Card 4111 1111 1111 1111, thanks', 'Card [card], thanks'],
    ['5555-5555-5555-4444', '[card]'],
    ['378282246310005', '[card]'],
    ['from 203.0.113.7.', 'from [ip].'],
    ['at 2001:db8:85a3::8a2e:370:7334 today', 'at [ip] today'],
    ['2001:0db8:0000:0000:0000:ff00:0042:8329', '[ip]'],
    ['call +49 30 901820 or +1 (415) 555-0132', 'call [phone] or [phone]'],
    ['0049 171 1234567', '[phone]'],
    ['(415) 555-0132', '[phone]'],
    ['415-555-0132', '[phone]'],
    ['Tel. 030 9018200', 'Tel. [phone]'],
    ['SSN 536-22-8731', 'SSN [id]'],
    ['NI number AB 12 34 56 C', 'NI number [id]'],
    ['DNI 12345678Z y NIE X1234567L', 'DNI [id] y NIE [id]'],
    ['codice RSSMRA85T10A562S', 'codice [id]'],
    ['1 84 12 76 451 089 46', '[id]'],
    ['PESEL 44051401359', 'PESEL [id]'],
    ['11010519491231002X', '[id]'],
    ['CPF 529.982.247-25', 'CPF [id]'],
    ['a@b.de and c@d.fr', '[email] and [email]'],
  ])('masks: %s', (text, masked) => {
    expect(maskPersonalData(text).text).toBe(masked)
  })
})

describe('other text', () => {
  test.each([
    ['a date', 'On 2026-11-24 at 12:30:45, or 24.11.2026'],
    ['a price', 'It costs 1,299.00 or 1.299,00 EUR'],
    ['a version', 'Version 1.2.3.4 and v10.0.19045.1 are out'],
    ['loopback', 'Listen on 127.0.0.1 or ::1 or 0.0.0.0'],
    ['an order number', 'Order 1234567890 and 4000123412341235'],
    ['a card number with a wrong check digit', '4111 1111 1111 1112'],
    ['an IBAN with a wrong check', 'DE88 3704 0044 0532 0130 00'],
    ['a social security number with an unassigned area', '000-12-3456 and 666-12-3456 and 912-12-3456'],
    ['a DNI with a wrong letter', '12345678A'],
    ['a PESEL with a nonexistent date', '44053201354'],
    ['eleven digits', '12345678901'],
    ['an ISBN', 'ISBN 978-3-16-148410-0'],
    ['C++', 'std::vector<a::b> and cafe::babe'],
    ['a name with an at sign', 'Follow @patchbay, cc user@localhost'],
    ['a package', 'npm i @huggingface/tokenizers@0.2.0'],
    ['a hash', '6638f625aa00273d'],
    ['a MAC address', '00:1b:44:11:3a:b7'],
    ['a decimal', 'pi is 3.14159265358979 and 0.123456789'],
    ['a year range', '1990-2000 0800'],
    ['four large numbers', '300.400.500.600'],
    ['words', 'Nobody is named here.'],
  ])('keeps %s', (_, text) => {
    expect(maskPersonalData(text)).toEqual({ text, kinds: [] })
  })
})

test('masking is idempotent, and spans never overlap', () => {
  const piece = fc.constantFrom(
    'a@b.de',
    '+49 30 901820',
    '4111 1111 1111 1111',
    '203.0.113.7',
    ' ',
    '-',
    'x',
    '1',
    '::',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 12 })), { maxLength: 12 }), (parts) => {
      const text = parts.join('')
      const spans = findPersonalData(text)
      for (const [index, span] of spans.entries()) expect(span.start).toBeGreaterThanOrEqual(spans[index - 1]?.end ?? 0)
      expect(maskPersonalData(text).text.length).toBeLessThanOrEqual(text.length + spans.length * 7)
    }),
  )
})

test('takes linear time for any text', () => {
  for (const evil of [
    'a.'.repeat(50_000),
    '1 '.repeat(50_000),
    ':'.repeat(100_000),
    'a@a.'.repeat(25_000),
    '0'.repeat(100_000),
    `${'A'.repeat(6)}12 `.repeat(10_000),
  ])
    expect(cpuMs(() => findPersonalData(evil))).toBeLessThan(1_500)
})
