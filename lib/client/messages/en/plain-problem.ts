import { type Sentences, translate } from '../sentence-book'

/** What zod says of a value, in words for people; the same gaps as in the other languages' books. */
const PROBLEMS: Sentences = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'yes or no',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  '“{}” ({}): {}': '“{1}” ({2}): {3}',
  'Invalid input': 'This cannot be read.',
  'Invalid input: expected {}, received undefined': 'Fill this in.',
  'Invalid input: expected {}, received {}': 'This must be {1}.',
  'Invalid input: expected {}': 'This must be {1}.',
  'Invalid option: expected one of {}': 'This must be one of {1}.',
  'Invalid discriminator value. Expected {}': 'This must be one of {1}.',
  'Too big: expected string to have <={} characters': 'At most {1} characters.',
  'Too big: expected array to have <={} items': 'At most {1} items.',
  'Too big: expected {} to be <={}': 'At most {2}.',
  'Too big: expected {} to be <{}': 'Less than {2}.',
  'Too small: expected string to have >={} characters': 'At least {1} characters.',
  'Too small: expected array to have >={} items': 'At least {1} items.',
  'Too small: expected {} to be >={}': 'At least {2}.',
  'Too small: expected {} to be >{}': 'More than {2}.',
  'Invalid number: must be a multiple of {}': 'This must be a multiple of {1}.',
  'Invalid string: must start with "{}"': 'This must start with “{1}”.',
  'Invalid string: must end with "{}"': 'This must end with “{1}”.',
  'Invalid string: must include "{}"': 'This must have “{1}” in it.',
  'Invalid URL': 'This is not a web address.',
  'Invalid email address': 'This is not an e-mail address.',
  'Unrecognized key: {}': 'Unknown field: {1}',
  'Unrecognized keys: {}': 'Unknown fields: {1}',
}
/** Other sentences are what people wrote, and stay as they are. */
const BY_ZOD =
  /(?:^|\): )(?:Too (?:big|small): |Invalid (?:input|option|discriminator|number|string|URL|email)|Unrecognized key)/

export function plainProblem(english: string): string {
  return BY_ZOD.test(english) ? (translate(english, PROBLEMS) ?? english) : english
}
