// Korean as it is typed and searched: by letter, while a syllable is being put together, and by first consonants.
//
//   김민준  letters ㄱㅣㅁㅁㅣㄴㅈㅜㄴ  firsts ㄱㅁㅈ

const FIRST = 0xac00;
const LAST = 0xd7a3;
const FINALS = 28;
const VOWELS = 21;
const CONSONANT = /[ㄱ-ㅎ]/;
const ANY = /[ㄱ-ㅣ가-힣]/;

const INITIAL = [...'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'];
const VOWEL = [...'ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ'];
const FINAL =
  ',ㄱ,ㄲ,ㄱㅅ,ㄴ,ㄴㅈ,ㄴㅎ,ㄷ,ㄹ,ㄹㄱ,ㄹㅁ,ㄹㅂ,ㄹㅅ,ㄹㅌ,ㄹㅍ,ㄹㅎ,ㅁ,ㅂ,ㅂㅅ,ㅅ,ㅆ,ㅇ,ㅈ,ㅊ,ㅋ,ㅌ,ㅍ,ㅎ'.split(
    ',',
  );

export function hasHangul(text: string): boolean {
  return ANY.test(text);
}

/** Syllables as the letters that they are typed with. */
export function lettersOf(text: string): string {
  let letters = '';
  for (const sign of text) {
    const at = syllable(sign);
    if (at === undefined) letters += sign;
    else {
      const initial = INITIAL[Math.floor(at / (VOWELS * FINALS))];
      const vowel = VOWEL[Math.floor(at / FINALS) % VOWELS];
      letters += `${initial}${vowel}${FINAL[at % FINALS]}`;
    }
  }
  return letters;
}

/** The first consonant of each syllable, without what stands between them. */
export function firstsOf(text: string): string {
  let firsts = '';
  for (const sign of text) {
    const at = syllable(sign);
    if (at !== undefined) firsts += INITIAL[Math.floor(at / (VOWELS * FINALS))];
    else if (CONSONANT.test(sign)) firsts += sign;
  }
  return firsts;
}

function syllable(sign: string): number | undefined {
  const code = sign.charCodeAt(0);
  return code >= FIRST && code <= LAST ? code - FIRST : undefined;
}
