import { describe, expect, test } from 'vitest'
import { detectLanguage } from './detect-language'
import { splitSentences } from './split-sentences'
import { queryTermsOf, termsOf } from './terms'

describe('termsOf', () => {
  test('returns stems without stop words and accents', () => {
    expect(termsOf("What were the Normans' famous cafés running on?")).toEqual(['norman', 'famous', 'cafe', 'run'])
  })
  test('returns character pairs for Chinese, and words for other text between', () => {
    expect(termsOf('黑豹队 NFL 第六')).toEqual(['黑豹', '豹队', 'nfl', '第六'])
    expect(termsOf('在NFL中')).toEqual(['在', 'nfl', '中'])
  })
  test.each([
    ['ガラスとカラス', ['ガラ', 'ラス', 'スと', 'とカ', 'カラ', 'ラス']],
    ['データベース', ['デー', 'ータ', 'タベ', 'ベー', 'ース']],
    ['ﾊﾟｽﾜｰﾄﾞ', ['パス', 'スワ', 'ワー', 'ード']],
    ['한국어 문서', ['한국', '국어', '문서']],
    ['ব্যাংক হিসাব', ['ব্যাংক', 'হিসাব']],
    ['שָׁלוֹם שלום', ['שלום', 'שלום']],
    ['الكِتَابُ الكتاب', ['الكتاب', 'الكتاب']],
  ])('%s: keeps letters whole and drops optional marks', (text, terms) => {
    expect(termsOf(text)).toEqual(terms)
  })
  test('drops thousands separators, and splits numbers at others', () => {
    expect(termsOf("1,299.00 1'299 12,345,678 1,29 1990,1991")).toEqual([
      '1299',
      '00',
      '1299',
      '12345678',
      '1',
      '29',
      '1990',
      '1991',
    ])
    expect(termsOf('EUR 1,299, x86,100 1,299,50')).toEqual(['eur', '1299', 'x86', '100', '1', '299', '50'])
    expect(termsOf("'1,299' 1,299'000")).toEqual(['1299', '1299', '000'])
    expect(termsOf('192.168.100.200 192.168.100.1 v1.234 1.234.567', 'de')).toEqual(
      '192 168 100 200 192 168 100 1 v1 234 1234567'.split(' '),
    )
    expect(termsOf('1\u202f299\u202f000 12\u00a0500', 'fr')).toEqual(['1299000', '12500'])
    expect(termsOf('1.299,00 24.12.2024', 'de')).toEqual(['1299', '00', '24', '12', '2024'])
  })
  test('treats a curly apostrophe as an apostrophe', () => {
    expect(termsOf('O’Brien doesn’t know Levi’s')).toEqual(termsOf("O'Brien doesn't know Levi's"))
  })
  test.each([
    ['2013', 'mp3', 'A3', 'INV-2024-00123'],
    ['C++', 'C#', 'c', 'F#'],
  ])('keeps digits and single-letter names: %s', (...words) => {
    const terms = words.flatMap((word) => termsOf(word))
    expect(new Set(terms).size).toBe(terms.length)
    expect(terms.join(' ')).toBe(words.join(' ').toLowerCase().replaceAll('-', ' '))
  })
  test('skips runs that are not words', () => {
    expect(termsOf(`a ${'x'.repeat(10_000)} word`)).toEqual(['word'])
  })
})

describe('termsOf another language', () => {
  test.each([
    ['de', 'Rechnung', 'Rechnungen'],
    ['de', 'Größe', 'Größen'],
    ['fr', 'continuer', 'continuation'],
    ['fr', "l'eau", 'eau'],
    ['es', 'canción', 'canciones'],
    ['it', 'abbandonata', 'abbandonate'],
    ['pt', 'livro', 'livros'],
    ['nl', 'lichaam', 'lichamen'],
    ['sv', 'flicka', 'flickor'],
    ['ru', 'книга', 'книги'],
    ['fi', 'talossa', 'talo'],
    ['tr', 'evler', 'ev'],
    ['ar', 'كتاب', 'الكتاب'],
  ])('%s: %s and %s are one term', (language, item, other) => {
    const [a, b] = [termsOf(item, language), termsOf(other, language)]
    expect(a.at(-1)).toBe(b.at(-1))
  })
  test('stems a question in every language of the documents, and in English', () => {
    expect(queryTermsOf('Rechnungen', ['de'])).toEqual(['rechnungen', 'rechnung'])
    expect(queryTermsOf('running', [])).toEqual(['run'])
  })
  test('uses pairs for scripts without spaces in any language', () => {
    expect(termsOf('NFL 第六名', 'de')).toEqual(['nfl', '第六', '六名'])
    expect(termsOf('ພາສາ')).toEqual(['ພາ', 'າສ', 'ສາ'])
  })
})

describe('splitSentences', () => {
  const split = (text: string) => splitSentences(text).map(({ start, end }) => text.slice(start, end))
  test('keeps abbreviations, initials, decimals and quotes together', () => {
    expect(split('Dr. A. Smith paid 3.5 dollars. "Is it much?" he asked. It is, e.g. in the U.S. market.')).toEqual([
      'Dr. A. Smith paid 3.5 dollars.',
      '"Is it much?" he asked.',
      'It is, e.g. in the U.S. market.',
    ])
  })
  test('splits Chinese at its own punctuation and lists at their items', () => {
    expect(split('他来了。你呢？')).toEqual(['他来了。', '你呢？'])
    expect(split('Bring:\n- bread\n- salt')).toEqual(['Bring:', '- bread', '- salt'])
  })
  test('loses nothing but white space', () => {
    const text = 'One. Two!  Three\n\nFour? (Five.) Six… seven'
    expect(split(text).join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
  })
})

test.each([
  'When do I get my money back?',
  'How do I reset my password?',
  'What do I do if I do not have my card?',
  'Can I do that with a card as a guest?',
  'Is it OK if I do it in a week or so?',
])('does not take “%s” for another language', (question) => {
  expect(['en', 'und']).toContain(detectLanguage(question))
})

test.each([
  ['zh', '保修'],
  ['ja', 'ガス'],
  ['ko', '환불'],
  ['und', '5 Ω'],
  ['und', 'OK'],
  ['und', '42'],
  ['pl', 'Czy to jest na stronie i co mam z tym zrobić?'],
  ['pt', 'Qual é o prazo para devolver o produto do meu pedido?'],
  ['en', 'What is the best way to get to the station?'],
  ['de', 'Die Rechnung ist nicht bezahlt und wird von der Firma auf das Konto gebucht.'],
  ['fr', 'Le chat est sur la table et les enfants jouent dans le jardin.'],
  ['zh', '黑豹队的防守只丢了 308分'],
  ['ja', 'これは日本語の文章です。'],
  ['ru', 'Это русский текст.'],
  ['uk', 'Це український текст, і він має свої літери.'],
  ['fa', 'این یک متن فارسی است که حروف پ و گ دارد.'],
  ['da', 'Det er ikke det samme som før, og jeg kan også se til, at det bliver gjort.'],
  ['fi', 'Hän oli täällä ja sanoi, että se ei ole niin, mutta myös muut ovat.'],
  ['cs', 'Podle toho se ukázalo, že je to také možné, jako bylo řečeno před rokem.'],
  ['hu', 'Ez az, amit mondott, és nem volt több, csak egy szó, hogy lesz még.'],
  ['ro', 'Aceasta este o lege care a fost votată pentru și de cetățeni în oraș.'],
  ['id', 'Ini adalah buku yang tidak akan dijual di toko untuk anak.'],
  ['vi', 'Đây là một cuốn sách của người Việt và được viết trong năm nay.'],
  ['th', 'นี่คือข้อความภาษาไทย'],
  ['und', '42 — 17'],
])('detects %s', (language, text) => {
  expect(detectLanguage(text)).toBe(language)
})

test('stems words beyond the cache size the same way', () => {
  const words = Array.from({ length: 45_000 }, (_, index) => `runnings${index.toString(36)}`)
  const once = words.map((word) => termsOf(word).join())
  expect(words.map((word) => termsOf(word).join())).toEqual(once)
  expect(termsOf('runnings')).toEqual(['run'])
})

test('does not take a name repeated in an English text for a language', () => {
  const teams =
    'Professional sports teams in Southern California include teams from the NFL (Los Angeles Rams, San Diego Chargers); NBA (Los Angeles Lakers, Los Angeles Clippers); MLB (Los Angeles Dodgers, Los Angeles Angels of Anaheim, San Diego Padres); NHL (Los Angeles Kings, Anaheim Ducks); and MLS (LA Galaxy).'
  expect(detectLanguage(teams)).toBe('en')
})
