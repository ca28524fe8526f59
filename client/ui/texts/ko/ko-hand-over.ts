import type { HandOverTexts } from '../en/en-hand-over.ts';
import { entries, n } from './korean.ts';

export const koHandOver: HandOverTexts = {
  title: '넘겨주기',
  about:
    '배터리가 부족하거나 해서 직접 보낼 수 없는 기기는 보내지 않은 것을 다른 기기에 넘깁니다. 누가 적었는지는 장부에 그대로 남고, 두 번 보내도 한 번만 적힙니다.',
  codes: '보내지 않은 것을 코드로 보기',
  nothing: '모두 보냈으므로 넘겨줄 것이 없습니다.',
  takeIn: '파일 받아들이기',
  takeInTitle: '다른 기기의 기록을 받아들일까요?',
  reading: '파일을 읽는 중',
  from: '보낸 기기',
  unknown: '알 수 없음',
  savedAt: '저장한 때',
  fresh: '받아들일 것',
  known: '이미 있는 것',
  entries,
  garbled: (of) =>
    `이 파일의 기록 ${entries(of)}은 더 이상 읽을 수 없어 장부에 빠질 수 있습니다. 파일을 보관하세요.`,
  allKnown: '모두 이미 여기에 있어 받아들일 것이 없습니다.',
  more: (of) => `그 밖에 ${n(of)}건`,
  note: '지금 여기 있는 장부에 더해져 이 기기에서 보냅니다. 다른 기기가 함께 보내도 괜찮습니다.',
  doIt: (of) => `${entries(of)} 받아들이기`,
  taking: '받아들이는 중',
  leave: '그대로 두기',
  done: '완료',
  taken: (of) => `이 기기에 저장됨: ${entries(of)} 받아들임. 여기서 보냅니다.`,
  unreadable: {
    garbled:
      '파일이 도중에 잘렸거나 바뀌었습니다. 받아들인 것은 없습니다. 보낸 기기에 모두 그대로 있으니 거기서 다시 저장하세요.',
    'not-ours': '장부의 기록이 든 파일이 아닙니다. 받아들인 것은 없습니다. 다른 파일을 고르세요.',
    newer:
      '더 새로운 버전의 앱에서 만든 파일입니다. 받아들인 것은 없습니다. 여기서 앱을 업데이트한 뒤 다시 받아들이세요.',
    'other-workspace': '다른 장부의 파일입니다. 받아들인 것은 없습니다. 그 장부의 기기에서 받아들이세요.',
    empty: '이 파일에는 보내지 않은 것이 없습니다. 받아들일 것이 없습니다.',
  },
  readCodes: '코드 읽기',
  read: {
    title: '코드 읽기',
    aim: '다른 기기의 코드를 하나씩 카메라에 비추세요. 순서는 상관없습니다.',
    none: '아직 읽은 코드가 없습니다.',
    progress: (done, of) => `코드 ${n(of)}개 중 ${n(done)}개 읽음`,
    missing: (numbers) => `남은 코드: ${numbers}`,
    notOurs: '장부의 보내지 않은 기록이 든 코드가 아닙니다.',
    garbled: '코드가 서로 맞지 않습니다. 첫 코드부터 다시 읽으세요.',
    fileInstead: '다른 기기에서 파일로 저장해 그 파일을 받아들이세요.',
  },
  ofAnother: '다른 기기에서 옴',
  show: {
    title: '보내지 않은 것의 코드',
    about: (of) =>
      `${entries(of)}. 다른 기기의 ‘기기’에서 ‘넘겨주기’의 ‘코드 읽기’를 누른 뒤 코드마다 비추세요. 순서는 상관없습니다.`,
    code: (number, of) => `${n(of)}개 중 ${n(number)}번째`,
    picture: (number, of) => `코드 ${n(of)}개 중 ${n(number)}번째`,
    previous: '이전 코드',
    next: '다음 코드',
    stays: '이 기기의 보낼 것에도 그대로 남고, 네트워크가 있으면 보냅니다.',
    tooMany: (of) => `${entries(of)}은 코드로 보기에 너무 많습니다. 파일로 저장하세요.`,
  },
};
