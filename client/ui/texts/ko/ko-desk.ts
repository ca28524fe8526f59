import type { DeskTexts } from '../en/en-desk.ts';
import { entries, listed, n, withParticle } from './korean.ts';

export const koDesk: DeskTexts = {
  asking: '서버에 묻는 중',
  again: '다시 확인',
  offline: '지금은 서버에 연결할 수 없습니다. 바뀐 것은 없습니다. 연결한 뒤 다시 시도하세요.',
  failed: '되지 않았습니다. 처리되었는지 다시 확인한 뒤 한 번 더 시도하세요.',

  sessions: { about: '여러 회차를 한꺼번에: 표에서 받아들이고, 표나 달력으로 내보냅니다.' },

  figures: { about: '날짜와 장소별로 얼마나 찼는지, 누가 기다리고 왔는지, 무엇이 어긋났는지 봅니다.' },

  settings: {
    about: '새 회차의 기본값은 모두에게, 언어와 화면 테마와 잠금은 이 기기에만 적용됩니다.',
    more: '전송, 저장 공간, 버전은 ‘기기’에 있습니다.',
  },

  people: {
    about: '이 장부의 구성원과 각자 할 수 있는 일입니다.',
    add: '사람 추가',
    adding: '추가하는 중',
    save: '장부에 추가',
    name: '이름',
    mail: '메일 주소',
    role: '역할',
    may: {
      administrator: '사람, 기기, 설정, 그리고 운영 담당자가 하는 모든 일.',
      planner: '회차, 좌석, 보류함, 그리고 현장 직원이 하는 모든 일.',
      field: '예약, 대기, 체크인.',
      auditor: '모두 보지만 아무것도 바꾸지 않습니다.',
    },
    password: '첫 비밀번호',
    passwordNote:
      '이미 계정이 있는 사람은 자기 이름과 비밀번호를 그대로 씁니다. 다른 장부에서 받은 비밀번호로는 이 장부에 들어올 수 없습니다.',
    missing: '이름과 메일 주소를 적으세요.',
    mailWrong: '메일 주소에는 이름, “@”, 도메인이 있어야 합니다. 다시 확인하세요.',
    short: (least) => `첫 비밀번호는 ${n(least)}자 이상이어야 합니다.`,
    added: (name) => `${withParticle(name, '이/가')} 장부의 구성원이 되었습니다`,
    way: '들어오는 방법',
    ways: {
      'sign-on': {
        name: '소속 기관의 로그인',
        note: '그곳의 주소가 같을 때. 따로 전달할 것이 없습니다.',
      },
      password: { name: '첫 비밀번호', note: '직접 전달합니다.' },
    },
    handOver: {
      password: (name) => `이제 ${withParticle(name, '이/가')} 로그인할 수 있습니다. 다음을 전달하세요:`,
      'sign-on': (name) =>
        `${withParticle(name, '은/는')} 소속 기관의 로그인에서 이 메일 주소로 들어올 수 있습니다. 다음을 알려 주세요:`,
      'as-before': (name) =>
        `${withParticle(name, '은/는')} 이미 계정이 있어 다른 비밀번호는 설정하지 않았습니다. 이 장부나 서버를 운영하는 사람에게 받은 비밀번호로는 전처럼 로그인합니다. 다른 장부에서 받은 비밀번호로는, 나중에 바꾸었더라도, 들어올 수 없습니다. 그럴 때는 ‘모든 기기’에서 브라우저용 코드를 만드세요. 다음을 알려 주세요:`,
    },
    handOverNote: '비밀번호는 여기서만 보입니다. 받은 사람은 ‘기기’의 ‘내 계정’에서 바꾸면 됩니다.',
    forgotten: '새 첫 비밀번호',
    forgottenTitle: (name) => `${name}의 비밀번호를 새로 만들까요?`,
    givePassword: '비밀번호 설정',
    givingPassword: '설정하는 중',
    givePasswordWhat: (name) =>
      `지금까지의 비밀번호는 쓸 수 없게 되고, ${withParticle(name, '은/는')} 이 장부의 모든 곳에서 로그아웃됩니다. 아직 보내지 않은 것은 그 기기에 남고, 다시 로그인하면 보냅니다.`,
    givePasswordNote: '설정하면 전달할 수 있도록 한 번 더 보여 줍니다.',
    keepPassword: '지금 비밀번호 유지',
    passwordGiven: (name) => `${name}의 비밀번호를 새로 설정했습니다`,
    address: '주소',
    done: '완료',
    since: (time) => `${time}부터`,
    you: '나',
    change: '변경',
    saveRole: '역할 저장',
    changeNote: '새 역할은 바로 적용됩니다. 네트워크 없이 적은 것은 보낼 때의 역할로 판단합니다.',
    changed: (name, role) => `${name}의 역할은 이제 ${role}입니다.`,
    noAccount: '이 구성원의 계정이 더 이상 없어 역할을 바꿀 수 없습니다.',
    withdraw: '장부에서 빼기',
    withdrawTitle: (name) => `${withParticle(name, '을/를')} 장부에서 뺄까요?`,
    withdrawWhat: '지금부터 여기서 읽거나 적을 수 없습니다. 그동안 적은 것은 모두 남습니다.',
    withdrawUnsent:
      '그 기기가 아직 보내지 않은 것은 사라지지 않습니다. 도착하면 보류함에 보관되고 운영 담당자가 결정합니다.',
    withdrawBack: '다시 들이려면 같은 메일 주소로 추가하세요.',
    withdrawn: (name) => `${withParticle(name, '은/는')} 더 이상 장부의 구성원이 아닙니다.`,
    keep: '장부에 남겨 두기',
  },

  devices: {
    about: '이 장부에 등록된 모든 브라우저입니다.',
    current: '이 기기',
    lastContact: (time) => `마지막 연락 ${time}`,
    neverHeardOf: '아직 연락 없음',
    sent: (of) => `보낸 기록 ${entries(of)}`,
    version: (version) => `앱 ${version}`,
    along: (seats, sessions) => `가져가서 아직 예약하지 않은 좌석 ${n(seats)}석, 회차 ${n(sessions)}개`,
    alongUntil: (time) => `첫 기한 ${time}`,
    noVersion: '앱 버전 알 수 없음',
    revoke: '해지',
    revokedAt: (time) => `${time} 해지됨`,
    revokeTitle: (name) => `${withParticle(`“${name}”`, '을/를')} 해지할까요?`,
    revokeWhat: (person) =>
      `지금부터 그 기기에서는 읽거나 적을 수 없고, ${withParticle(person, '은/는')} 그곳에서 로그아웃됩니다.`,
    revokeStays: (of) =>
      of === 0 ? '아직 보낸 것이 없습니다.' : `보낸 기록 ${entries(of)}은 장부에 남습니다.`,
    revokeUnsent:
      '아직 보내지 않은 것은 사라지지 않습니다. 다시 연결되고 쓰던 사람이 로그인하면 보류함으로 가고, 운영 담당자가 받아들이거나 제쳐 둡니다.',
    revokeOwn: (unsent) =>
      unsent === 0
        ? '지금 쓰고 있는 기기입니다.'
        : `지금 쓰고 있는 기기이며, 보내지 않은 기록이 ${entries(unsent)} 있습니다.`,
    revokeBack: '되돌릴 수 없습니다. 브라우저는 새 기기로 다시 등록할 수 있습니다.',
    revoked: (name) => `${withParticle(`“${name}”`, '을/를')} 해지했습니다.`,
    enrolAnother: '다른 브라우저 등록',
    enrolWhom: '누구의 기기입니까?',
    enrolNote:
      '코드를 여는 사람은 비밀번호 없이 이 사람으로 들어옵니다. 다른 사람에게 보여 주지 마세요. 10분 동안 한 번만 쓸 수 있습니다.',
    makeCode: '코드 만들기',
    scan: (name) => `${name}의 기기로 스캔하거나 그 기기에서 링크를 여세요.`,
    countsUntil: (time) => `${time}까지 한 번만 쓸 수 있습니다.`,
    codePicture: '링크의 QR 코드',
    link: '링크',
    done: '완료',
    keep: '기기 유지',
  },

  quarantine: {
    about: '적어서 서버에 도착했지만 장부에 받아들이지 못한 기록입니다.',
    empty: '보류된 것이 없습니다.',
    emptyTodo: '해지된 기기나 역할이 허락되지 않는 사람이 보낸 것이 여기서 운영 담당자를 기다립니다.',
    sentBy: (who, time) => `보낸 곳 ${who} · 도착 ${time}`,
    why: {
      'device-revoked': '도착했을 때 이미 해지된 기기였습니다.',
      'role-withdrawn': '적은 사람이 더 이상 장부의 구성원이 아니었습니다.',
      'not-permitted': '적은 사람의 역할로는 할 수 없는 일입니다.',
      actor:
        '보낸 사람과 다른 사람이 작성자로 적혀 있어 제쳐 둘 수만 있습니다. 받아들이면 그 사람이 한 일로 남게 됩니다.',
    },
    personOn: (person, device) => `${person}, ${device}`,
    waitsFor: '여기 있는 다른 기록에 이어집니다. 그 기록을 먼저 받아들이세요',
    waitsForAside: '제쳐 둔 기록에 이어져 받아들일 수 없습니다.',
    showAside: (of) => `제쳐 둔 기록 ${entries(of)} 보기`,
    hideAside: '제쳐 둔 기록 숨기기',
    asideBy: (who, time, reason) => `${withParticle(who, '이/가')} ${time}에 제쳐 둠: ${reason}`,
    reason: '사유',
    reasonMissing: '사유를 적으세요. 적은 사람이 물어볼 것입니다.',
    release: '받아들이기',
    releasing: '받아들이는 중',
    releaseTitle: '장부에 받아들일까요?',
    releaseWhat: (who) => `내 이름으로 기록됩니다. ${who}에게서 온 것은 이력에서 계속 볼 수 있습니다.`,
    releaseNote: '지금의 장부에 적힙니다. 자리가 없는 일행은 회차의 규칙을 따릅니다.',
    releaseReasonDefault: '확인해 보니 맞음',
    released: (came) =>
      came.length === 0 ? '내 이름으로 받아들였습니다.' : `내 이름으로 받아들였습니다. ${listed(came)}.`,
    keepAside: '제쳐 두기',
    asideTitle: '완전히 제쳐 둘까요?',
    asideWhat: '더 이상 누구도 받아들일 수 없습니다. 이름, 사유와 함께 여기서 읽을 수 있습니다.',
    asideNote: (who) => `${who}에게 알리세요. 손님이 예약을 믿고 있을 수 있습니다.`,
    wasSetAside: '제쳐 두었습니다. 사유와 함께 여기에 남습니다.',
    leave: '여기에 두기',
  },

  account: {
    title: '내 계정',
    youAre: (name, role) =>
      role
        ? `${withParticle(name, '으로/로')} 로그인했습니다(${role}).`
        : `${withParticle(name, '으로/로')} 로그인했습니다.`,
    change: '비밀번호 변경',
    changing: '변경하는 중',
    changeWhat: '비밀번호를 바꾸면 다른 기기에서는 모두 로그아웃되어 다시 로그인해야 합니다.',
    current: '지금 비밀번호',
    next: '새 비밀번호',
    missing: '지금까지 쓴 비밀번호를 적으세요.',
    wrong: '지금까지 쓴 비밀번호가 맞지 않습니다.',
    short: (least) => `새 비밀번호는 ${n(least)}자 이상이어야 합니다.`,
    changed: '비밀번호를 바꾸었습니다. 다른 곳에서는 모두 로그아웃되었습니다.',
  },
};
