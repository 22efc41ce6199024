import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { optionalOutput, textOutput } from '../../shared/fields'
import { phoneField, twilioErrors, twilioFailure } from '../twilio-fields'

export default defineAction({
  id: 'look-up-number',
  version: 1,
  label: 'Look up a phone number',
  description: 'Checks whether a phone number is valid, and returns its country and national format.',
  synonyms: ['validate', 'phone', '查询', '号码'],
  connections: ['account'],
  effect: 'read',
  input: z.strictObject({ phone: phoneField }),
  output: z.strictObject({
    phone: textOutput('Phone number'),
    isValid: z.boolean().meta(layout({ label: 'Valid' })),
    country: optionalOutput('Country code'),
    national: optionalOutput('National format'),
  }),
  request: { method: 'GET', path: 'https://lookups.twilio.com/v2/PhoneNumbers/{{phone}}' },
  failure: twilioFailure,
  errors: twilioErrors,
  pick: { phone: '/phone_number', isValid: '/valid', country: '/country_code', national: '/national_format' },
})
