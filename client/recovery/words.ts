// The page has its own words: it opens when the app's cannot be fetched.

const en = {
  language: 'en',
  title: 'Daybook: recovery',
  heading: 'Save what this device holds',
  intro:
    'For when the app does not open. This page only reads the storage of this browser: it changes nothing, sends nothing and needs no network.',
  looking: 'Looking at this browser’s storage …',
  device: 'Device',
  waiting: 'Recorded here, and perhaps not in the book yet',
  journal: 'Entries of what was done here',
  book: 'Entries of the book on this device',
  unreadable: 'Cannot be read any more',
  unreadableNote: 'The rest is saved all the same.',
  save: 'Save everything to a file',
  saving: 'Saving …',
  saved: (name: string, records: number, unreadable: number): string =>
    unreadable === 0
      ? `Saved as “${name}”: ${records} records, all of them readable.`
      : `Saved as “${name}”: ${records} records; ${unreadable} more cannot be read any more.`,
  todo: 'What to do now',
  steps: [
    'Save the file. It holds guests’ names and numbers: give it to nobody but a planner.',
    'Take it in on another device, or have a planner do so: Device, “Hand over”, “Take in a file”. What the book has already is left out by itself.',
    'Then open the app again. Where it still does not open, close its other tabs and update the browser.',
    'Do not clear this site’s data in the browser and do not remove the app before a planner has seen the entries in the book.',
  ],
  open: 'Open the app',
  nothing:
    'In this browser no daybook is stored. If you worked in another browser on this device, open this page there.',
  signedOut:
    'Nobody is at work in this browser. Whoever was here has signed out, and what they left is kept and locked until they sign in again.',
  another: 'Somebody else has signed in here meanwhile. What is stored opens for its owner alone.',
  unknownOwner:
    'It cannot be read any more who works in this browser. So all that it holds is offered; give each file to a planner.',
  locked: 'This device is locked by a PIN.',
  pin: 'PIN',
  unlock: 'Unlock',
  refused: {
    wrong: 'That is not the PIN.',
    'too-early': 'Too many wrong tries. Wait some minutes, then try again.',
  },
  failed: (why: string): string =>
    `The storage cannot be read: ${why}. Nothing was changed. Close all other tabs of this app, or restart the browser, and open this page again.`,
};

export type Words = typeof en;

const ko: Words = {
  language: 'ko',
  title: 'Daybook: 복구',
  heading: '이 기기에 있는 것을 저장하기',
  intro:
    '앱이 열리지 않을 때 쓰는 화면입니다. 이 브라우저의 저장소를 읽기만 하며, 아무것도 바꾸거나 보내지 않고 네트워크도 필요 없습니다.',
  looking: '이 브라우저의 저장소를 보는 중 …',
  device: '기기',
  waiting: '여기서 적었고 아직 장부에 없을 수 있는 것',
  journal: '여기서 한 일의 기록',
  book: '이 기기에 있는 장부의 기록',
  unreadable: '더 이상 읽을 수 없는 것',
  unreadableNote: '나머지는 그대로 저장합니다.',
  save: '모두 파일로 저장',
  saving: '저장하는 중 …',
  saved: (name, records, unreadable) =>
    unreadable === 0
      ? `“${name}” 파일로 저장했습니다. 기록 ${records}건을 모두 읽었습니다.`
      : `“${name}” 파일로 저장했습니다. 기록 ${records}건이며, ${unreadable}건은 더 이상 읽을 수 없습니다.`,
  todo: '이제 할 일',
  steps: [
    '파일을 저장하세요. 손님의 이름과 연락처가 들어 있으니 운영 담당자에게만 주세요.',
    '다른 기기에서 받아들이거나 운영 담당자에게 맡기세요. ‘기기’의 ‘넘겨주기’에서 ‘파일 받아들이기’를 누릅니다. 장부에 이미 있는 것은 저절로 빠집니다.',
    '그다음 앱을 다시 여세요. 그래도 열리지 않으면 다른 탭을 닫고 브라우저를 업데이트하세요.',
    '운영 담당자가 장부에서 확인하기 전에는 브라우저에서 이 사이트의 데이터를 지우거나 앱을 제거하지 마세요.',
  ],
  open: '앱 열기',
  nothing:
    '이 브라우저에는 저장된 장부가 없습니다. 이 기기의 다른 브라우저에서 일했다면 그 브라우저에서 이 화면을 여세요.',
  signedOut:
    '지금 이 브라우저에서 일하는 사람이 없습니다. 여기 있던 사람은 로그아웃했으며, 남긴 것은 다시 로그인할 때까지 잠긴 채 보관됩니다.',
  another: '그사이 다른 사람이 여기서 로그인했습니다. 저장된 것은 그 주인만 열 수 있습니다.',
  unknownOwner:
    '이 브라우저에서 누가 일하는지 더 이상 읽을 수 없어 들어 있는 모든 것을 보여 줍니다. 파일마다 운영 담당자에게 주세요.',
  locked: '이 기기는 PIN으로 잠겨 있습니다.',
  pin: 'PIN',
  unlock: '잠금 풀기',
  refused: {
    wrong: 'PIN이 맞지 않습니다.',
    'too-early': '여러 번 틀렸습니다. 몇 분 기다린 뒤 다시 시도하세요.',
  },
  failed: (why) =>
    `저장소를 읽을 수 없습니다: ${why}. 바뀐 것은 없습니다. 이 앱의 다른 탭을 모두 닫거나 브라우저를 다시 시작한 뒤 이 화면을 다시 여세요.`,
};

const CHOSEN = 'daybook-language';

/** As the app speaks here, or else as the browser does. */
export function words(): Words {
  const [first] = [chosen(), ...navigator.languages].filter((tag) => /^(ko|en)\b/.test(tag));
  return first?.startsWith('ko') ? ko : en;
}

function chosen(): string {
  try {
    return localStorage.getItem(CHOSEN) ?? '';
  } catch {
    return '';
  }
}
