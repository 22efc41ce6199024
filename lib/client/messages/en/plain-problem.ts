import { type Sentences, translate } from '../sentence-book'

const TYPES: Sentences = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'yes or no',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

const LENGTHS: Sentences = {
  'Too big: expected string to have <={} characters': 'At most {1} characters.',
  'Too big: expected string to have <=1 characters': 'At most 1 character.',
  'Too big: expected string to have exactly {} characters': 'Exactly {1} characters.',
  'Too big: expected string to have exactly 1 characters': 'Exactly 1 character.',
  'Too big: expected array to have <={} items': 'At most {1} items.',
  'Too big: expected array to have <=1 items': 'At most 1 item.',
  'Too big: expected array to have exactly {} items': 'Exactly {1} items.',
  'Too big: expected array to have exactly 1 items': 'Exactly 1 item.',
  'Too small: expected string to have >={} characters': 'At least {1} characters.',
  'Too small: expected string to have >=1 characters': 'Fill this in.',
  'Too small: expected string to have exactly {} characters': 'Exactly {1} characters.',
  'Too small: expected string to have exactly 1 characters': 'Exactly 1 character.',
  'Too small: expected array to have >={} items': 'At least {1} items.',
  'Too small: expected array to have >=1 items': 'Choose at least one.',
  'Too small: expected array to have exactly {} items': 'Exactly {1} items.',
  'Too small: expected array to have exactly 1 items': 'Exactly 1 item.',
}

const FORMS: Sentences = {
  'Invalid string: must start with "{=}"': 'This must start with “{1}”.',
  'Invalid string: must end with "{=}"': 'This must end with “{1}”.',
  'Invalid string: must include "{=}"': 'This must have “{1}” in it.',
  'Invalid string: must match pattern {=}': 'This is not written in the form that is asked for.',
  'Invalid URL': 'This is not a web address.',
  'Invalid email address': 'This is not an e-mail address.',
  'Invalid UUID': 'This is not a valid id.',
  'Invalid ISO date': 'This is not a date such as 2026-01-31.',
  'Invalid ISO datetime': 'This is not a date and time such as 2026-01-31T12:00:00Z.',
}

/** What zod says of a value, in words for people; the same gaps as in the other languages' books. */
const PROBLEMS: Sentences = {
  ...TYPES,
  ...LENGTHS,
  ...FORMS,
  '“{}” ({=}): {}': '“{1}” ({2}): {3}',
  'Invalid input': 'This cannot be read.',
  'Invalid input: expected {}, received undefined': 'Fill this in.',
  'Invalid input: expected {}, received {=}': 'This must be {1}.',
  'Invalid input: expected {}': 'This must be {1}.',
  // The values are those of programs; a form shows them by their labels.
  'Invalid option: expected one of {=}': 'This is none of the choices.',
  'Invalid discriminator value. Expected {=}': 'This is none of the choices.',
  'Too big: expected {} to be <={}': 'At most {2}.',
  'Too big: expected {} to be <{}': 'Less than {2}.',
  'Too small: expected {} to be >={}': 'At least {2}.',
  'Too small: expected {} to be >{}': 'More than {2}.',
  'Invalid number: must be a multiple of {}': 'This must be a multiple of {1}.',
  'Unrecognized key: {=}': 'Unknown field: {1}',
  'Unrecognized keys: {=}': 'Unknown fields: {1}',
}
/** Other sentences are what people wrote, and stay as they are. */
const BY_ZOD =
  /(?:^|\): )(?:Too (?:big|small): |Invalid (?:input|option|discriminator|number|string|URL|email|UUID|ISO)|Unrecognized key)/

export function plainProblem(english: string): string {
  return BY_ZOD.test(english) ? (translate(english, PROBLEMS) ?? english) : english
}
