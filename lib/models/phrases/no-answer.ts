interface Sentences {
  none: string
  /** With `{}` for the citations. */
  closest: string
}

/** The built-in answerer's sentence for no result, by ISO 639-1: in every language that `detectLanguage` distinguishes. */
const SENTENCES = {
  en: {
    none: 'I found no answer to this in the documents.',
    closest: 'The closest passages are in {}.',
  },
  de: {
    none: 'Die Dokumente scheinen darauf keine Antwort zu enthalten.',
    closest: 'Am nächsten kommen Stellen in {}.',
  },
  fr: {
    none: 'Les documents ne semblent pas contenir de réponse à cette question.',
    closest: 'Les passages les plus proches se trouvent dans {}.',
  },
  es: {
    none: 'Los documentos no parecen contener una respuesta a esto.',
    closest: 'Los pasajes más cercanos están en {}.',
  },
  it: {
    none: 'I documenti non sembrano contenere una risposta a questa domanda.',
    closest: 'I passaggi più vicini si trovano in {}.',
  },
  pt: {
    none: 'Os documentos não parecem conter uma resposta a isto.',
    closest: 'As passagens mais próximas estão em {}.',
  },
  nl: {
    none: 'De documenten lijken hier geen antwoord op te bevatten.',
    closest: 'De passages die er het dichtst bij komen staan in {}.',
  },
  sv: {
    none: 'Dokumenten verkar inte innehålla något svar på detta.',
    closest: 'De närmaste avsnitten finns i {}.',
  },
  da: {
    none: 'Dokumenterne ser ikke ud til at indeholde et svar på dette.',
    closest: 'De nærmeste afsnit findes i {}.',
  },
  no: {
    none: 'Dokumentene ser ikke ut til å inneholde et svar på dette.',
    closest: 'De nærmeste avsnittene finnes i {}.',
  },
  fi: {
    none: 'Asiakirjoissa ei näytä olevan vastausta tähän.',
    closest: 'Lähimmät kohdat löytyvät täältä: {}.',
  },
  pl: {
    none: 'Dokumenty nie wydają się zawierać odpowiedzi na to pytanie.',
    closest: 'Najbliższe fragmenty są w: {}.',
  },
  cs: {
    none: 'Zdá se, že dokumenty na to neobsahují odpověď.',
    closest: 'Nejbližší pasáže jsou zde: {}.',
  },
  hu: {
    none: 'Úgy tűnik, a dokumentumok nem tartalmaznak erre választ.',
    closest: 'A legközelebbi részek itt találhatók: {}.',
  },
  ro: {
    none: 'Documentele nu par să conțină un răspuns la această întrebare.',
    closest: 'Cele mai apropiate pasaje se află în {}.',
  },
  tr: {
    none: 'Belgelerde bunun bir yanıtı yok gibi görünüyor.',
    closest: 'En yakın bölümler şurada: {}.',
  },
  id: {
    none: 'Dokumen tampaknya tidak memuat jawaban untuk ini.',
    closest: 'Bagian yang paling dekat ada di {}.',
  },
  vi: {
    none: 'Có vẻ các tài liệu không có câu trả lời cho điều này.',
    closest: 'Những đoạn gần nhất nằm trong {}.',
  },
  ru: {
    none: 'Похоже, в документах нет ответа на этот вопрос.',
    closest: 'Ближайшие фрагменты находятся здесь: {}.',
  },
  uk: {
    none: 'Схоже, у документах немає відповіді на це запитання.',
    closest: 'Найближчі фрагменти містяться тут: {}.',
  },
  sr: {
    none: 'Изгледа да документи не садрже одговор на ово питање.',
    closest: 'Најближи одломци налазе се овде: {}.',
  },
  el: {
    none: 'Τα έγγραφα δεν φαίνεται να περιέχουν απάντηση σε αυτό.',
    closest: 'Τα πλησιέστερα αποσπάσματα βρίσκονται εδώ: {}.',
  },
  ar: { none: 'لا يبدو أن المستندات تحتوي على إجابة عن هذا السؤال.', closest: 'أقرب المقاطع موجودة في {}.' },
  fa: { none: 'به نظر می‌رسد اسناد پاسخی برای این پرسش ندارند.', closest: 'نزدیک‌ترین بخش‌ها در {} هستند.' },
  he: { none: 'נראה שאין במסמכים תשובה לשאלה הזו.', closest: 'הקטעים הקרובים ביותר נמצאים ב: {}.' },
  hi: { none: 'लगता है कि दस्तावेज़ों में इसका उत्तर नहीं है।', closest: 'सबसे नज़दीकी अंश यहाँ हैं: {}।' },
  bn: { none: 'মনে হচ্ছে নথিগুলিতে এর কোনো উত্তর নেই।', closest: 'সবচেয়ে কাছাকাছি অংশগুলি এখানে আছে: {}।' },
  ta: { none: 'ஆவணங்களில் இதற்கான பதில் இல்லை என்று தெரிகிறது.', closest: 'மிக நெருக்கமான பகுதிகள் இங்கே உள்ளன: {}.' },
  te: { none: 'పత్రాలలో దీనికి సమాధానం లేనట్లు కనిపిస్తోంది.', closest: 'అత్యంత దగ్గరి భాగాలు ఇక్కడ ఉన్నాయి: {}.' },
  ka: {
    none: 'როგორც ჩანს, დოკუმენტები ამაზე პასუხს არ შეიცავს.',
    closest: 'უახლოესი მონაკვეთები აქ არის: {}.',
  },
  hy: { none: 'Թվում է՝ փաստաթղթերում սրա պատասխանը չկա։', closest: 'Ամենամոտ հատվածներն այստեղ են՝ {}։' },
  am: { none: 'ሰነዶቹ ለዚህ ጥያቄ መልስ የያዙ አይመስሉም።', closest: 'በጣም ቅርብ የሆኑት ክፍሎች እዚህ ይገኛሉ፦ {}።' },
  th: { none: 'ดูเหมือนว่าเอกสารไม่มีคำตอบสำหรับเรื่องนี้', closest: 'ส่วนที่ใกล้เคียงที่สุดอยู่ใน {}' },
  lo: { none: 'ເບິ່ງຄືວ່າເອກະສານບໍ່ມີຄຳຕອບສຳລັບເລື່ອງນີ້.', closest: 'ສ່ວນທີ່ໃກ້ຄຽງທີ່ສຸດຢູ່ໃນ {}.' },
  km: { none: 'ហាក់ដូចជាឯកសារមិនមានចម្លើយសម្រាប់សំណួរនេះទេ។', closest: 'ផ្នែកដែលជិតបំផុតមាននៅក្នុង {}។' },
  my: { none: 'စာရွက်စာတမ်းများတွင် ဤမေးခွန်း၏ အဖြေ မပါဝင်ပုံရသည်။', closest: 'အနီးစပ်ဆုံး အပိုင်းများမှာ {} တွင် ရှိသည်။' },
  zh: { none: '文档中似乎没有这个问题的答案。', closest: '最接近的段落在{}中。' },
  ja: { none: '文書にはこの質問の答えがないようです。', closest: '最も近い箇所は{}にあります。' },
  ko: { none: '문서에는 이에 대한 답이 없는 것 같습니다.', closest: '가장 가까운 내용은 {}에 있습니다.' },
} satisfies Record<string, Sentences>

const BY_LANGUAGE: ReadonlyMap<string, Sentences> = new Map(Object.entries(SENTENCES))
/** Written without spaces, also after a full stop. */
const WITHOUT_SPACES: ReadonlySet<string> = new Set(['zh', 'ja'])

/**
 * Sentences for a missing answer with the closest documents.
 * @param language ISO 639-1; English for an unsupported language
 * @param marks citations of the closest passages, such as [1]; without any, only the first sentence is returned
 */
export function noAnswer(language: string, marks: readonly string[]): string {
  const { none, closest } = BY_LANGUAGE.get(language) ?? SENTENCES.en
  if (marks.length === 0) return none
  const isDense = WITHOUT_SPACES.has(language)
  const named = marks.join(isDense ? '、' : ', ')
  return `${none}${isDense ? '' : ' '}${closest.replace('{}', named)}`
}

/** Whether an answer begins as `noAnswer` does. */
export function isNoAnswer(answer: string): boolean {
  return [...BY_LANGUAGE.values()].some(({ none }) => answer.startsWith(none))
}
