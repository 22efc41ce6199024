import { isDate, remainderOf, weightedSum } from './check-digits'

/** National ids with check digits or a fixed shape. */
export const NATIONAL_IDS: readonly { pattern: RegExp; isValid(found: string): boolean }[] = [
  // United States: social security number. Areas 000, 666 and 9xx were never assigned.
  { pattern: /(?<![\w-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])/g, isValid: () => true },
  // United Kingdom: national insurance number.
  {
    pattern: /(?<!\w)(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D](?!\w)/g,
    isValid: () => true,
  },
  // Spain: DNI and NIE.
  { pattern: /(?<![\w-])[XYZ]?\d{7,8}-?[A-HJ-NP-TV-Z](?![\w-])/g, isValid: isSpanish },
  // Italy: codice fiscale.
  { pattern: /(?<!\w)[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?!\w)/g, isValid: isItalian },
  // France: social security number with its key.
  {
    pattern: /(?<!\w)[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?\d[\dAB] ?\d{3} ?\d{3} ?\d{2}(?!\w)/g,
    isValid: isFrench,
  },
  // Poland: PESEL.
  { pattern: /(?<![\w.-])\d{11}(?![\w.-])/g, isValid: isPolish },
  // China: resident identity number.
  { pattern: /(?<!\w)[1-9]\d{16}[\dXx](?!\w)/g, isValid: isChinese },
  // Brazil: CPF, formatted.
  { pattern: /(?<![\w.-])\d{3}\.\d{3}\.\d{3}-\d{2}(?![\w-])/g, isValid: isBrazilian },
]

function isSpanish(found: string): boolean {
  const plain = found.replace('-', '')
  const number = plain.slice(0, -1).replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter)))
  return number.length === 8 && 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(number) % 23] === plain.at(-1)
}

const ITALIAN_ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]

function isItalian(found: string): boolean {
  const sum = [...found.slice(0, 15)].reduce((total, character, index) => {
    const value = /\d/.test(character) ? Number(character) : character.charCodeAt(0) - 65
    return total + (index % 2 === 0 ? (ITALIAN_ODD[value] ?? 0) : value)
  }, 0)
  return String.fromCharCode(65 + (sum % 26)) === found[15]
}

function isFrench(found: string): boolean {
  const plain = found.replaceAll(' ', '').replace('2A', '19').replace('2B', '18')
  if (!/^\d{15}$/.test(plain)) return false
  return 97 - remainderOf(plain.slice(0, 13), 97) === Number(plain.slice(13))
}

function isPolish(found: string): boolean {
  const sum = weightedSum(found, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3])
  if ((10 - (sum % 10)) % 10 !== Number(found[10])) return false
  const month = Number(found.slice(2, 4))
  const century = [1900, 2000, 2100, 2200, 1800][Math.floor(month / 20)] ?? 1900
  return isDate(century + Number(found.slice(0, 2)), month % 20, Number(found.slice(4, 6)))
}

function isChinese(found: string): boolean {
  const [year, month, day] = [found.slice(6, 10), found.slice(10, 12), found.slice(12, 14)].map(Number)
  if (!isDate(year ?? 0, month ?? 0, day ?? 0)) return false
  const sum = weightedSum(found, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
  return '10X98765432'[sum % 11] === found[17]?.toUpperCase()
}

function isBrazilian(found: string): boolean {
  const digits = found.replace(/\D/g, '')
  if (/^(\d)\1+$/.test(digits)) return false
  const check = (length: number) => {
    const weights = Array.from({ length }, (_, index) => length + 1 - index)
    const rest = (weightedSum(digits, weights) * 10) % 11
    return (rest === 10 ? 0 : rest) === Number(digits[length])
  }
  return check(9) && check(10)
}
