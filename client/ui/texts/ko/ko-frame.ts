import type { Texts } from '../en/en.ts';
import { entries, guests, nim } from './korean.ts';

/** The words around every screen. */
export const frame: Pick<Texts, 'shell' | 'desk' | 'strip' | 'banner' | 'said'> = {
  shell: {
    places: '메뉴',
    today: '오늘',
    inbox: '받은 일',
    inboxCount: (of) => `챙길 손님 ${guests(of)}`,
    nothingChosen: '아직 선택한 것이 없음',
    chosenSession: '선택한 회차',
    chosenGuest: '선택한 손님',
    history: '이력',
    device: '기기',
    skip: '본문으로',
    back: '뒤로',
    close: '닫기',
    dismiss: '닫기',
    choose: '왼쪽에서 회차를 선택하면 예약을 볼 수 있습니다.',
    chooseGuest: '왼쪽에서 손님을 선택하세요.',
    notFound: '이런 페이지는 없습니다.',
    notFoundTodo: '사라진 것은 없습니다. ‘오늘’로 돌아가세요.',
    loadFailed: '앱의 이 부분이 아직 이 기기에 없습니다.',
    loadFailedTodo: '저장한 것은 모두 보관되어 있습니다. 한 번 연결한 뒤 다시 여세요.',
    language: '언어',
    tryAgain: '다시 시도',
  },

  desk: {
    title: '관리',
    choose: '왼쪽에서 살펴볼 것을 선택하세요.',
    parts: {
      sessions: '회차',
      figures: '현황',
      people: '사람',
      devices: '모든 기기',
      quarantine: '보류함',
      settings: '설정',
    },
    waiting: (of) => `기다리는 기록 ${entries(of)}`,
  },

  strip: {
    label: '저장, 전송, 결정',
    saved: '이 기기에 저장됨',
    toSend: (of) => `보낼 것 ${entries(of)}`,
    toDecide: (of) => `결정 대기 ${entries(of)}`,
    nothingToSend: '보낼 것 없음',
    lastSent: (time) => `마지막 전송 ${time}`,
    neverSent: '아직 보낸 것 없음',
    offline: '오프라인, 계속 일해도 됩니다',
    failing: '보내지 못하고 있음',
    signIn: '서버가 로그인을 요청함',
    cutOff: '더 이상 접속할 수 없음',
    updateApp: '보내려면 앱 업데이트 필요',
    storage: '이 기기에 적을 수 없음',
    starting: '장부를 여는 중',
    clockAhead: (span) => `시계가 ${span} 빠름`,
    clockBehind: (span) => `시계가 ${span} 느림`,
    syncing: '보내는 중',
    downloading: (done, of) => `기록 받는 중: ${done}/${of}`,
    replaying: (done, of) => `장부 읽는 중: ${done}/${of}`,
  },

  banner: {
    update: '새 버전이 준비되었습니다.',
    updateTodo: '1분 동안 쓰지 않을 때 바뀌며, 지금 바꿀 수도 있습니다. 저장한 것은 모두 그대로입니다.',
    updateUnsent: (of) => `아직 보내지 않은 기록 ${entries(of)}은 여기에 남고 새 버전이 보냅니다.`,
    updateNow: '지금 바꾸기',
    signIn: '서버가 이 기기를 더 이상 알아보지 못합니다.',
    signInKept: (unsent) =>
      unsent > 0
        ? `사라진 것은 없습니다. 보내지 않은 기록 ${entries(unsent)}이 여기에 보관되어 있고 계속 일할 수 있습니다. 파일로 저장하고 운영 담당자에게 알리세요.`
        : '사라진 것은 없습니다. 여기에 저장한 것은 모두 서버에 있습니다. 계속 일할 수 있고, 지금부터 저장하는 것은 여기에 보관됩니다. 운영 담당자에게 알리세요.',
    workerDied: '앱에서 기록을 적는 부분이 멈췄습니다.',
    workerDiedTodo:
      '저장됨으로 표시된 것은 모두 보관되어 있습니다. 다시 시작하세요. 입력 중이던 것은 저장되었을 수도 아닐 수도 있으니, 있는지 보거나 다시 저장하세요.',
    export: '보내지 않은 것을 파일로 저장',
    restart: '다시 시작',
    recover: '이 기기에 있는 것을 저장',
    notPersisted: '기기에 공간이 모자라면 브라우저가 보내지 않은 것을 지울 수 있습니다.',
  },

  said: {
    confirmed: (guest) => `이 기기에 저장됨: ${nim(guest)} 확정.`,
    checkedIn: (guest) => `이 기기에 저장됨: ${nim(guest)} 체크인.`,
    checkInUndone: (guest) => `이 기기에 저장됨: ${nim(guest)} 체크인 되돌림.`,
    noShow: (guest) => `이 기기에 저장됨: ${nim(guest)} 오지 않음.`,
    cancelled: (guest) => `이 기기에 저장됨: ${nim(guest)} 예약 취소.`,
    left: (guest) => `이 기기에 저장됨: ${nim(guest)} 대기 취소.`,
    changed: (guest) => `이 기기에 저장됨: ${nim(guest)} 인원 변경.`,
    told: (guest) => `이 기기에 저장됨: ${nim(guest)} 연락.`,
    seats: '이 기기에 저장됨: 좌석 변경.',
    session: '이 기기에 저장됨: 새 회차.',
    nothingToDo: '이미 그렇게 되어 있어 저장할 것이 없었습니다.',
    notSaved: '저장하지 않았습니다.',
    exported: (of) => `기록 ${entries(of)}을 파일로 저장했습니다. 보낼 목록에도 남아 있습니다.`,
    nothingToExport: '보내지 않은 것이 없어 파일로 저장할 것이 없었습니다.',
    setAside: '제쳐 두었습니다. 이 기기의 이력에 남습니다.',
    takenIn: (of) => `내 기록 ${entries(of)}을 결국 장부에 받아들였습니다. 누가 했는지는 이력에 있습니다.`,
    notAccepted: (of) =>
      `서버가 기록 ${entries(of)}을 받지 않았습니다. 사라진 것은 없습니다. 이유와 할 일은 받은 일에서 확인하세요.`,
    failed: '되지 않았고 저장한 것도 없습니다. 다시 시도하세요.',
    interrupted: '앱이 중단되어 저장되었는지 알 수 없습니다. 있는지 확인하거나 다시 시도하세요.',
  },
};
