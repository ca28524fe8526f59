import type { Texts } from '../en.ts';
import { signOnFailures } from './ko-troubles.ts';
import { entries, n, nim, seats, withParticle } from './korean.ts';

type Part = 'inbox' | 'tell' | 'history' | 'sync' | 'device';

/** The words of the inbox, the history and the device. */
export const looking: Pick<Texts, Part> = {
  inbox: {
    title: '받은 일',
    mine: (of) => `내 손님 · ${n(of)}`,
    everyone: (of) => `모두 · ${n(of)}`,
    filter: '누구의 손님',
    empty: '기다리는 손님이 없습니다.',
    emptyTodo: '서버가 약속과 다르게 결정하면, 알릴 때까지 손님이 여기에 있습니다.',
    recorded: '내가 적은 것',
    recordedBy: '적힌 것',
    decided: '결정된 것',
    coming: '앞으로 될 일',
    comingNote: '아직 결정되지 않음',
    why: '이유',
    decidedBadge: '알려야 함',
    comingBadge: '아직 결정 안 됨',
    stuckBadge: '받지 않음',
    doNotBook: '다시 예약하지 마세요. 이 예약은 장부에 있습니다.',
    doNotBookStuck: '다시 예약하지 마세요. 여기에 보관되어 있고 운영 담당자가 받아들일 수 있습니다.',
    next: '할 일',
    others: '또는',
    look: '자세히 보기',
    gone: '이 손님에게 더 할 일이 없습니다.',
    goneTodo: '받은 일에서 다른 손님을 선택하세요.',
    rejectedAt: (time) => `${time}에 거절됨`,
    setAsideTitle: '완전히 제쳐 둘까요?',
    setAsideWhat: '다시는 보내지 않습니다. 손님은 이 기록으로 좌석을 갖지 못합니다.',
    setAsideBack: '이 기기의 이력에는 남습니다. 운영 담당자가 필요할 수 있으면 먼저 파일로 저장하세요.',
    setAsideReason: '사유',
    keepIt: '여기에 보관',
  },

  tell: {
    title: (guest) => `${nim(guest)}에게 알리기`,
    noReach: '적어 둔 전화번호나 메일 주소가 없습니다. 손님에게 직접 알리세요.',
    say: '전할 말',
    sayWaitlisted: (guest, session, place) =>
      `${nim(guest)}, 안녕하세요. 예약이 접수되기 전에 “${session}” 좌석이 모두 찼습니다. 지금 대기자 명단${place ? ` ${n(place)}번째` : ''}에 올려 드렸으며, 자리가 나면 연락드리겠습니다.`,
    sayDeclined: (guest, session) =>
      `${nim(guest)}, 안녕하세요. 예약이 접수되기 전에 “${session}” 좌석이 모두 차서 예약을 지켜 드리지 못했습니다. 죄송합니다.`,
    sayReserved: (guest, session, what) =>
      `${nim(guest)}, 안녕하세요. “${session}” 예약은 이제 ${what}입니다.`,
    sayCancelled: (guest, session) =>
      `${nim(guest)}, 안녕하세요. ${withParticle(`“${session}”`, '이/가')} 취소되었습니다. 죄송합니다.`,
    sayMoved: (guest, session, when) =>
      `${nim(guest)}, 안녕하세요. “${session}” 시작 시각이 ${withParticle(when, '으로/로')} 바뀌었습니다.`,
    how: '결과',
    told: '알림',
    noAnswer: '응답 없음',
    unreachable: '연락 안 됨',
    note: '메모(필요할 때)',
    means: '방법',
    meansOf: { phone: '전화', message: '문자', mail: '메일', 'in-person': '직접', other: '기타' },
    stays: '‘응답 없음’이면 손님이 받은 일에 남습니다.',
  },

  history: {
    title: '이 기기의 이력',
    of: (session) => `이력: ${session}`,
    empty: '아직 일어난 일이 없습니다.',
    emptyTodo: '모든 기록이 전과 후의 모습과 함께 여기에 영구히 남습니다.',
    entries: (of) => `기록 ${entries(of)}`,
    pending: (of) => `보내지 않음 ${entries(of)}`,
    device: '기기',
    server: '서버',
    later: (span) => `${span} 뒤`,
    ahead: (span) => `기기 시계가 ${span} 빨랐음`,
    pendingFlag: '여기에 저장됨, 보내지 않음',
    acceptedFlag: '보냄',
    quarantinedFlag: '서버가 받지 않음',
    setAsideFlag: '제쳐 둠',
    derived: '아래 기록의 결과',
    before: '전',
    after: '후',
    nothing: '예약 없음',
    left: (label, of) => (of < 0 ? `${label}: ${seats(-of)} 초과 예약` : `${label}: ${seats(of)} 남음`),
    compensates: '아래 기록을 보완함',
    compensatedBy: '위에서 보완됨',
    compensatesElsewhere: '회차 이력에 있는 기록을 보완함',
    compensatedElsewhere: '보완됨: 회차 이력을 확인하세요',
    by: (name) => `작성 ${name}`,
    thisDevice: '이 기기',
    deliveredBy: '다른 기기가 전달',
    takenInBy: (name) => `${withParticle(name, '이/가')} 받아들임`,
    more: (of) => `${entries(of)} 더 보기`,
    arrived: '도착',
    didNotCome: '오지 않음',
  },

  sync: {
    title: '저장, 전송, 결정',
    saved: '여기에 저장됨, 보낼 것',
    sent: '보냄, 결정 대기',
    decided: '결정됨',
    decidedOf: (done, of) => (done >= of ? '모두' : `${n(of)} 중 ${n(done)}`),
    quarantined: '받지 않음, 여기에 보관',
    lastSuccess: '서버와 마지막으로 맞춘 때',
    lastSent: '마지막 전송',
    lastFailure: '마지막 실패',
    never: '아직 없음',
    none: '없음',
    over: '그 뒤로 다시 잘됩니다.',
    restored: '서버 복원됨',
    restoredWhat: (of) =>
      `서버가 백업에서 돌아왔습니다. 사라진 것은 없습니다. 서버가 잊은 기록 ${entries(of)}을 여기서 다시 보냈습니다.`,
    nextTry: (time) => `${time}에 다시 시도합니다.`,
    sendNow: '지금 보내기',
    asked: '보내기를 요청했습니다.',
    export: '보내지 않은 것을 파일로 저장',
    waiting: '가고 있는 것',
    more: (of) => `그 밖에 ${entries(of)}`,
    setBack: {
      conflict: '다른 예약과 만나 다시 확인함',
      unsupported: '서버가 아직 받지 못함',
    },
    allSent: '여기에 저장한 것은 모두 서버에 있습니다.',
  },

  device: {
    title: '기기',
    who: '사용자',
    name: '이름',
    role: '역할',
    workspace: '장부',
    id: '기기',
    storage: '저장소',
    protected: '보호됨: 브라우저가 스스로 지우지 않습니다.',
    unprotected:
      '보호되지 않음: 기기에 공간이 모자라면 브라우저가 여기 있는 것을 지울 수 있습니다. 앱을 설치하거나 자주 보내세요.',
    used: (used, quota) => `${quota} 중 ${used} 사용`,
    protect: '보호 요청',
    language: '언어',
    theme: '화면 테마',
    auto: '기기 설정대로',
    light: '밝게',
    dark: '어둡게',
    contrast: '고대비',
    about: '정보',
    version: '버전',
  },
};

type Start = 'signIn' | 'cutOff' | 'enrolCode' | 'setUp' | 'enrol' | 'opening' | 'cannotOpen';

/** The words of the first screens, before the daybook is open. */
export const starting: Pick<Texts, Start> = {
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
    out: '로그아웃',
    outIntro: '다시 로그인할 때까지, 아직 보내지 않은 것까지 모두 담은 채 이 기기를 넣어 둡니다.',
    outUnsent: (of) =>
      `보내지 않은 기록이 ${entries(of)} 있습니다. 먼저 보내거나 파일로 저장하세요. 그러지 않으면 여기서 기다립니다.`,
    everywhere: '모든 곳에서 로그아웃',
    everywhereIntro:
      '기기를 잃어버렸을 때처럼, 모든 기기에서 로그아웃합니다. 보내지 않은 것은 그 기기에 남습니다.',
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
    nowhere: '아직 속한 장부가 없습니다. 관리자에게 요청한 뒤 다시 확인하세요.',
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
