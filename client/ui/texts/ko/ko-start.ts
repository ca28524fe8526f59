import type { Texts } from '../en/en.ts';
import { signOnFailures } from './ko-problems.ts';
import { entries, n, withParticle } from './korean.ts';

/** The words before the daybook is open. */
export const start: Pick<
  Texts,
  'signIn' | 'cutOff' | 'enrolCode' | 'setUp' | 'enrol' | 'opening' | 'cannotOpen'
> = {
  signIn: {
    title: '로그인',
    intro: '이 기기에서 한 번만 하면, 그 뒤로는 네트워크 없이도 장부가 열립니다.',
    email: '메일 주소',
    password: '비밀번호',
    go: '로그인',
    asking: '로그인하는 중',
    elsewhere: '소속 기관으로 로그인',
    missing: '메일 주소와 비밀번호를 적으세요.',
    offline: '지금은 서버에 연결할 수 없습니다. 연결한 뒤 다시 시도하세요.',
    failed: signOnFailures,
    failedKept:
      '이 방법으로 로그인한 사람은 없습니다. 바뀐 것은 없고, 이 기기에 저장한 것은 보관되어 있습니다.',
    again:
      '보내려면 로그인하세요. 사라진 것은 없고 계속 일할 수 있습니다. 저장하는 것은 이 기기에 보관됩니다.',
    notHere:
      '지금 로그인한 사람을 이 장부는 알지 못합니다. 다른 장부에서 받은 비밀번호로는 그 장부만 열립니다. 사라진 것은 없고 계속 일할 수 있습니다. 저장하는 것은 이 기기에 보관됩니다. 이 장부를 여는 계정으로 로그인하거나 이 장부의 운영 담당자에게 코드를 요청하세요.',
    out: '로그아웃',
    outIntro: '다시 로그인할 때까지, 아직 보내지 않은 것까지 모두 담은 채 이 기기를 넣어 둡니다.',
    outUnsent: (of) =>
      `보내지 않은 기록이 ${entries(of)} 있습니다. 먼저 보내거나 파일로 저장하세요. 그러지 않으면 여기서 기다립니다.`,
    everywhere: '모든 곳에서 로그아웃',
    everywhereIntro:
      '기기를 잃어버렸을 때처럼, 모든 기기에서 로그아웃합니다. 다른 장부에는 로그인한 채 남아 있을 수 있으니 그곳도 확인하세요. 보내지 않은 것은 그 기기에 남습니다.',
    outOffline: '네트워크 없이는 로그아웃할 수 없습니다. 연결한 뒤 다시 시도하세요.',
  },

  cutOff: {
    'device-revoked': '이 기기는 해지되었습니다.',
    'role-withdrawn': '더 이상 이 장부의 구성원이 아닙니다.',
    kept: (of) =>
      of > 0
        ? `그전에 서버가 받지 않은 기록 ${entries(of)}은 이 기기의 받은 일과 운영 담당자에게 보관되어 있고, 운영 담당자가 아직 받아들일 수 있습니다.`
        : '사라진 것은 없습니다. 여기에 저장한 것은 모두 서버에 도착했습니다.',
    sending: '여기에 남은 것은 서버에 연결되는 대로 운영 담당자에게 갑니다.',
    askAdministrator: '잘못된 일이라면 관리자에게 요청하세요. 다시 들어오게 되면 저절로 이어집니다.',
    anewTodo: '이 브라우저에서 계속하려면 새로 등록하세요. 받은 일은 이 기기에 남으니 먼저 읽으세요.',
    anew: '새로 등록',
  },

  enrolCode: {
    title: '여기서 장부 열기',
    intro: '이 링크는 이 브라우저를 링크를 받은 사람의 기기로 등록하고 로그인합니다. 한 번만 쓸 수 있습니다.',
    putAway: (name) =>
      `이 브라우저는 “${name}” 기기로 쓰이고 있습니다. 쓰던 사람이 여기서 다시 로그인할 때까지, 아직 보내지 않은 것까지 모두 담은 채 넣어 둡니다.`,
    go: '이 기기 등록',
    asking: '등록하는 중',
    phone: '휴대전화',
    computer: '컴퓨터',
  },

  setUp: {
    title: '장부 만들기',
    intro: '한 번만 하면 됩니다. 관리자가 되어 다른 사람을 들일 수 있습니다.',
    workspaceName: '장부 이름',
    name: '내 이름',
    email: '메일 주소',
    password: '비밀번호',
    samples: '예시 회차로 시작',
    go: '만들기',
    asking: '만드는 중',
    missing: '장부 이름, 내 이름, 메일 주소를 적으세요.',
    short: (least) => `비밀번호는 ${n(least)}자 이상이어야 합니다.`,
  },

  enrol: {
    title: '장부 열기',
    intro: '이 기기에서 적는 모든 기록에 내 이름이 함께 남습니다.',
    name: '내 이름',
    workspace: '장부',
    go: '이 기기 등록',
    opening: '등록하는 중',
    missing: '이름을 적으세요.',
    offline:
      '네트워크가 없습니다. 기기는 서버에 한 번 등록하면 그 뒤로는 네트워크 없이 쓸 수 있습니다. 연결한 뒤 다시 시도하세요.',
    unreachable: '지금은 서버에 연결할 수 없습니다. 연결한 뒤 다시 확인하세요.',
    lookAgain: '다시 확인',
    nowhere:
      '지금 로그인한 방법으로 열 수 있는 장부가 아직 없습니다. 관리자에게 추가나 코드를 요청한 뒤 다시 확인하세요.',
    deviceName: '이 기기의 이름',
    signedIn: (name) =>
      `${withParticle(name, '으로/로')} 로그인했습니다. 이 기기에서 적는 모든 기록에 이름이 함께 남습니다.`,
    lostTitle: '전에 등록한 브라우저이지만 저장소가 사라졌습니다.',
    lost: (name, of) =>
      `서버는 이 브라우저를 “${name}” 기기로 알고 있으며, 여기서 받은 기록 ${entries(of)}은 안전합니다. 여기에 저장하고 보내지 않은 것은 저장소와 함께 사라졌습니다. 그 뒤로 적은 것을 쓰던 사람에게 물어 다시 입력하세요.`,
  },

  opening: {
    long: '여는 데 평소보다 오래 걸립니다.',
    longTodo:
      '저장됨으로 표시된 것은 모두 보관되어 있습니다. 이 앱의 다른 탭을 닫거나 이 탭을 새로 고치세요.',
  },

  cannotOpen: {
    title: '장부를 열 수 없습니다',
    what: '일어난 일',
    kept: '보관된 것',
    todo: '할 일',
    detail: '도와주는 사람을 위한 정보',
    reload: '새로 고침',
  },
};
