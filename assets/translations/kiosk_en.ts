<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="ko">
<context>
    <name></name>
    <message id="language.name">
        <source>한국어</source>
        <translation>English</translation>
    </message>
    <message id="language.title">
        <source>어떤 말로 볼까요?</source>
        <translation>Choose your language</translation>
    </message>
    <message id="language.button">
        <source>English 中文 日本語</source>
        <translation>한국어 中文 日本語</translation>
    </message>
    <message id="language.button-short">
        <source>EN 中 日</source>
        <translation>한 中 日</translation>
    </message>
    <message id="language.names.ko">
        <source>한국어</source>
        <translation>한국어</translation>
    </message>
    <message id="language.names.en">
        <source>English</source>
        <translation>English</translation>
    </message>
    <message id="language.names.zh">
        <source>中文</source>
        <translation>中文</translation>
    </message>
    <message id="language.names.ja">
        <source>日本語</source>
        <translation>日本語</translation>
    </message>
    <message id="aid.larger.words">
        <source>큰 글씨</source>
        <translation>Bigger</translation>
    </message>
    <message id="aid.larger.short">
        <source>크게</source>
        <translation>Big</translation>
    </message>
    <message id="aid.contrast.words">
        <source>고대비</source>
        <translation>Contrast</translation>
    </message>
    <message id="aid.contrast.short">
        <source>진하게</source>
        <translation>Dark</translation>
    </message>
    <message id="aid.low.words">
        <source>낮은 화면</source>
        <translation>Lower</translation>
    </message>
    <message id="aid.low.short">
        <source>낮게</source>
        <translation>Low</translation>
    </message>
    <message id="aid.voice.words">
        <source>음성</source>
        <translation>Voice</translation>
    </message>
    <message id="aid.voice.short">
        <source>음성</source>
        <translation>Voice</translation>
    </message>
    <message id="aid.replay.words">
        <source>다시 듣기</source>
        <translation>Repeat</translation>
    </message>
    <message id="aid.replay.short">
        <source>다시</source>
        <translation>Again</translation>
    </message>
    <message id="voice.title">
        <source>음성 바꾸기</source>
        <translation>Change the voice</translation>
    </message>
    <message id="voice.close">
        <source>돌아가기</source>
        <translation>Go back</translation>
    </message>
    <message id="voice.unheard">
        <source>소리가 나지 않습니다</source>
        <translation>There is no sound</translation>
    </message>
    <message id="voice.choice.slower">
        <source>더 느리게</source>
        <translation>Slower</translation>
    </message>
    <message id="voice.choice.faster">
        <source>더 빠르게</source>
        <translation>Faster</translation>
    </message>
    <message id="voice.choice.quieter">
        <source>더 작게</source>
        <translation>Quieter</translation>
    </message>
    <message id="voice.choice.louder">
        <source>더 크게</source>
        <translation>Louder</translation>
    </message>
    <message id="voice.choice.stop">
        <source>말 멈추기</source>
        <translation>Stop talking</translation>
    </message>
    <message id="voice.choice.off">
        <source>음성 끄기</source>
        <translation>Voice off</translation>
    </message>
    <message id="voice.at-end.slower">
        <source>더 느릴 수 없습니다</source>
        <translation>This is the slowest</translation>
    </message>
    <message id="voice.at-end.faster">
        <source>더 빠를 수 없습니다</source>
        <translation>This is the fastest</translation>
    </message>
    <message id="voice.at-end.quieter">
        <source>더 작을 수 없습니다</source>
        <translation>This is the quietest</translation>
    </message>
    <message id="voice.at-end.louder">
        <source>더 클 수 없습니다</source>
        <translation>This is the loudest</translation>
    </message>
    <message id="voice.speed.label">
        <source>빠르기</source>
        <translation>Speed</translation>
    </message>
    <message id="voice.speed.1">
        <source>아주 느리게</source>
        <translation>Very slow</translation>
    </message>
    <message id="voice.speed.2">
        <source>조금 느리게</source>
        <translation>Slow</translation>
    </message>
    <message id="voice.speed.3">
        <source>보통</source>
        <translation>Normal</translation>
    </message>
    <message id="voice.speed.4">
        <source>조금 빠르게</source>
        <translation>Fast</translation>
    </message>
    <message id="voice.speed.5">
        <source>아주 빠르게</source>
        <translation>Very fast</translation>
    </message>
    <message id="voice.volume.label">
        <source>소리</source>
        <translation>Sound</translation>
    </message>
    <message id="voice.volume.1">
        <source>아주 작게</source>
        <translation>Very quiet</translation>
    </message>
    <message id="voice.volume.2">
        <source>조금 작게</source>
        <translation>Quiet</translation>
    </message>
    <message id="voice.volume.3">
        <source>보통</source>
        <translation>Normal</translation>
    </message>
    <message id="voice.volume.4">
        <source>조금 크게</source>
        <translation>Loud</translation>
    </message>
    <message id="voice.volume.5">
        <source>아주 크게</source>
        <translation>Very loud</translation>
    </message>
    <message id="said.facility">
        <source>{name}입니다</source>
        <translation>This is {name}</translation>
    </message>
    <message id="said.step">
        <source>{steps} 가운데 {nth}, {name}</source>
        <translation>{nth} of {steps}, {name}</translation>
    </message>
    <message id="said.page">
        <source>{pages}쪽 가운데 {page}쪽입니다</source>
        <translation>Page {page} of {pages}</translation>
    </message>
    <message id="said.time">
        <source>{hour}시 {minute}분</source>
        <translation>{hour}:{minute}</translation>
    </message>
    <message id="said.choices">
        <source>{count}가지 가운데 고르세요</source>
        <translation>Choose one of {count}</translation>
    </message>
    <message id="said.lead">
        <source>아래 {words} 단추를 누르세요</source>
        <translation>Now press “{words}”</translation>
    </message>
    <message id="said.cant">
        <source>{words}, 지금은 누를 수 없습니다</source>
        <translation>{words}, can’t be pressed now</translation>
    </message>
    <message id="said.aid-on">
        <source>{words} 켜짐</source>
        <translation>{words} on</translation>
    </message>
    <message id="said.aid-off">
        <source>{words} 꺼짐</source>
        <translation>{words} off</translation>
    </message>
    <message id="said.how">
        <source>한 번 누르면 읽어 드리고, 한 번 더 누르면 됩니다</source>
        <translation>Press once to hear it, press again to do it</translation>
    </message>
    <message id="said.headset">
        <source>이어폰으로 들려 드립니다</source>
        <translation>You hear it in your headset</translation>
    </message>
    <message id="said.no-headset">
        <source>이어폰이 빠졌습니다</source>
        <translation>The headset is out</translation>
    </message>
    <message id="said.withheld">
        <source>코인과 이름은 이어폰을 꽂으시면 읽어 드립니다</source>
        <translation>Plug in a headset to hear coins and names</translation>
    </message>
    <message id="said.pin-headset">
        <source>숫자는 이어폰으로만 읽어 드립니다</source>
        <translation>Digits are read only in the headset</translation>
    </message>
    <message id="said.pin-no-headset">
        <source>숫자는 이어폰을 꽂으셔야 읽어 드립니다. 지금은 누르면 바로 들어갑니다</source>
        <translation>Digits are read only in a headset. Now each press counts at once</translation>
    </message>
    <message id="said.steps.1">
        <source>한 단계</source>
        <translation>one step</translation>
    </message>
    <message id="said.steps.2">
        <source>두 단계</source>
        <translation>two steps</translation>
    </message>
    <message id="said.steps.3">
        <source>세 단계</source>
        <translation>three steps</translation>
    </message>
    <message id="said.steps.4">
        <source>네 단계</source>
        <translation>four steps</translation>
    </message>
    <message id="said.steps.5">
        <source>다섯 단계</source>
        <translation>five steps</translation>
    </message>
    <message id="said.nth.1">
        <source>첫째</source>
        <translation>First</translation>
    </message>
    <message id="said.nth.2">
        <source>둘째</source>
        <translation>Second</translation>
    </message>
    <message id="said.nth.3">
        <source>셋째</source>
        <translation>Third</translation>
    </message>
    <message id="said.nth.4">
        <source>넷째</source>
        <translation>Fourth</translation>
    </message>
    <message id="said.nth.5">
        <source>다섯째</source>
        <translation>Fifth</translation>
    </message>
    <message id="bar.back">
        <source>이전</source>
        <translation>Back</translation>
    </message>
    <message id="bar.start-over">
        <source>처음으로</source>
        <translation>Start over</translation>
    </message>
    <message id="bar.call-staff">
        <source>직원 호출</source>
        <translation>Call staff</translation>
    </message>
    <message id="clock.morning">
        <source>오전 {hour}:{minute:02d}</source>
        <translation>{hour}:{minute:02d} am</translation>
    </message>
    <message id="clock.afternoon">
        <source>오후 {hour}:{minute:02d}</source>
        <translation>{hour}:{minute:02d} pm</translation>
    </message>
    <message id="clock.minutes">
        <source>{minutes}분</source>
        <translation>{minutes} min</translation>
    </message>
    <message id="clock.hours">
        <source>{hours}시간</source>
        <translation>{hours} h</translation>
    </message>
    <message id="clock.both">
        <source>{hours}시간 {minutes}분</source>
        <translation>{hours} h {minutes} min</translation>
    </message>
    <message id="date.day">
        <source>{month}월 {day}일</source>
        <translation>{month} {day}</translation>
    </message>
    <message id="date.day-year">
        <source>{year}년 {month}월 {day}일</source>
        <translation>{month} {day}, {year}</translation>
    </message>
    <message id="date.month.1">
        <source>1</source>
        <translation>Jan</translation>
    </message>
    <message id="date.month.2">
        <source>2</source>
        <translation>Feb</translation>
    </message>
    <message id="date.month.3">
        <source>3</source>
        <translation>Mar</translation>
    </message>
    <message id="date.month.4">
        <source>4</source>
        <translation>Apr</translation>
    </message>
    <message id="date.month.5">
        <source>5</source>
        <translation>May</translation>
    </message>
    <message id="date.month.6">
        <source>6</source>
        <translation>Jun</translation>
    </message>
    <message id="date.month.7">
        <source>7</source>
        <translation>Jul</translation>
    </message>
    <message id="date.month.8">
        <source>8</source>
        <translation>Aug</translation>
    </message>
    <message id="date.month.9">
        <source>9</source>
        <translation>Sep</translation>
    </message>
    <message id="date.month.10">
        <source>10</source>
        <translation>Oct</translation>
    </message>
    <message id="date.month.11">
        <source>11</source>
        <translation>Nov</translation>
    </message>
    <message id="date.month.12">
        <source>12</source>
        <translation>Dec</translation>
    </message>
    <message id="amount.coins">
        <source>{count:,}{unit}</source>
        <translation>{count:,} {unit}</translation>
    </message>
    <message id="amount.won">
        <source>({won:,}원)</source>
        <translation>({won:,} won)</translation>
    </message>
    <message id="amount.won-alone">
        <source>{won:,}원</source>
        <translation>{won:,} won</translation>
    </message>
    <message id="amount.rest">
        <source>은행 카드로 {won:,}원</source>
        <translation>{won:,} won by bank card</translation>
    </message>
    <message id="amount.rest-short">
        <source>카드로 {won:,}원</source>
        <translation>{won:,} won by card</translation>
    </message>
    <message id="amount.rest-least">
        <source>+{won:,}원</source>
        <translation>+{won:,} won</translation>
    </message>
    <message id="amount.least">
        <source>{amount}부터</source>
        <translation>from {amount}</translation>
    </message>
    <message id="page.previous">
        <source>앞 쪽</source>
        <translation>Previous</translation>
    </message>
    <message id="page.next">
        <source>다음 쪽</source>
        <translation>More</translation>
    </message>
    <message id="step.code">
        <source>QR 보이기</source>
        <translation>Show code</translation>
    </message>
    <message id="step.confirm">
        <source>확인</source>
        <translation>Check</translation>
    </message>
    <message id="step.ticket">
        <source>표 받기</source>
        <translation>Take ticket</translation>
    </message>
    <message id="step.gate">
        <source>지나가기</source>
        <translation>Go through</translation>
    </message>
    <message id="step.done">
        <source>마침</source>
        <translation>Done</translation>
    </message>
    <message id="step.finding">
        <source>찾기</source>
        <translation>Search</translation>
    </message>
    <message id="step.tender">
        <source>카드로 내기</source>
        <translation>Bank card</translation>
    </message>
    <message id="start.title">
        <source>무엇을 하실까요?</source>
        <translation>What would you like?</translation>
    </message>
    <message id="start.guide">
        <source>화면에서 고르시거나
휴대폰이나 카드를 보여 주세요</source>
        <translation>Choose here, or
show phone or card</translation>
    </message>
    <message id="start.title-code">
        <source>QR을 읽었습니다
무엇을 하실까요?</source>
        <translation>Your code was read.
What would you like?</translation>
    </message>
    <message id="news.begin">
        <source>시작하기</source>
        <translation>Begin</translation>
    </message>
    <message id="news.pause">
        <source>멈춤</source>
        <translation>Pause</translation>
    </message>
    <message id="news.go-on">
        <source>계속</source>
        <translation>Go on</translation>
    </message>
    <message id="news.next">
        <source>다음</source>
        <translation>Next</translation>
    </message>
    <message id="news.number">
        <source>{number} / {count}</source>
        <translation>{number} / {count}</translation>
    </message>
    <message id="chosen.label">
        <source>고르신 것</source>
        <translation>You chose</translation>
    </message>
    <message id="code.title">
        <source>휴대폰이나 카드를
화면 밑에 보여 주세요</source>
        <translation>Show phone or card
below the screen</translation>
    </message>
    <message id="code.title-read">
        <source>몇 장 드릴까요?</source>
        <translation>How many?</translation>
    </message>
    <message id="code.title-read-one">
        <source>이대로 할까요?</source>
        <translation>Go on like this?</translation>
    </message>
    <message id="code.title-sender">
        <source>보내는 분의 QR을
보여 주세요</source>
        <oldsource>보내는 분의 휴대폰이나
카드를 보여 주세요</oldsource>
        <translation>Sender: show
your code</translation>
    </message>
    <message id="code.title-sender-read">
        <source>보내는 분 QR을
읽었습니다</source>
        <oldsource>QR을 읽었습니다</oldsource>
        <translation>Sender&apos;s code:
read</translation>
    </message>
    <message id="code.hint-receiver">
        <source>보내는 분은
나중에 보여 주세요</source>
        <translation>The sender shows
theirs later</translation>
    </message>
    <message id="code.sender-known">
        <source>보내는 분은
끝자리 {tail}</source>
        <oldsource>끝자리 {tail} 분이
보냅니다</oldsource>
        <translation>The sender
ends in {tail}</translation>
    </message>
    <message id="code.guide">
        <source>이렇게 보이면 됩니다</source>
        <translation>Hold it like this</translation>
    </message>
    <message id="code.guide-read">
        <source>QR을 읽었습니다</source>
        <translation>Your code was read</translation>
    </message>
    <message id="code.hint">
        <source>한 뼘쯤 떼어 주세요</source>
        <translation>About 20 cm away</translation>
    </message>
    <message id="code.hint-read">
        <source>다시 보여 주지 않으셔도 됩니다</source>
        <translation>No need to show it again</translation>
    </message>
    <message id="code.preview">
        <source>카메라 화면</source>
        <translation>Camera view</translation>
    </message>
    <message id="code.number">
        <source>몇 장</source>
        <translation>How many</translation>
    </message>
    <message id="code.quantity">
        <source>{quantity}{unit}</source>
        <translation>{quantity}</translation>
    </message>
    <message id="code.whole">
        <source>{name} {amount}</source>
        <translation>{name} {amount}</translation>
    </message>
    <message id="code.usual">
        <source>원래 {amount}</source>
        <translation>Before: {amount}</translation>
    </message>
    <message id="code.on-top">
        <source>더 드림 최대 {amount}</source>
        <translation>Up to {amount} on top</translation>
    </message>
    <message id="code.fewer">
        <source>한 장 적게</source>
        <translation>One less</translation>
    </message>
    <message id="code.more">
        <source>한 장 많게</source>
        <translation>One more</translation>
    </message>
    <message id="code.offer">
        <source>휴대폰으로
이 QR 찍기</source>
        <translation>Or scan this
with your phone</translation>
    </message>
    <message id="code.preview-offer">
        <source>내 QR 보이기</source>
        <translation>Show your QR</translation>
    </message>
    <message id="code.next">
        <source>다음</source>
        <translation>Next</translation>
    </message>
    <message id="pin.step">
        <source>비밀번호</source>
        <translation>PIN</translation>
    </message>
    <message id="pin.title">
        <source>비밀번호를 누르세요</source>
        <translation>Enter your PIN</translation>
    </message>
    <message id="pin.message">
        <source>정하신 숫자 4개</source>
        <translation>Your 4 secret digits</translation>
    </message>
    <message id="pin.hint">
        <source>잊으셨으면 직원을 부르세요.</source>
        <translation>Forgot it? Call our staff.</translation>
    </message>
    <message id="pin.hint-carer">
        <source>도와주시는 분의 QR도 됩니다.</source>
        <translation>Your helper’s code works too.</translation>
    </message>
    <message id="pin.wrong">
        <source>틀렸습니다. {left}번 남았습니다.</source>
        <translation>Not right. {left} tries left.</translation>
    </message>
    <message id="pin.wrong-last">
        <source>한 번 더 틀리면 잠깁니다.</source>
        <translation>Not right. One more mistake and it locks.</translation>
    </message>
    <message id="pin.next">
        <source>다음</source>
        <translation>Next</translation>
    </message>
    <message id="pin.title-badge">
        <source>직원 비밀번호</source>
        <translation>Staff PIN</translation>
    </message>
    <message id="pin.message-badge">
        <source>정하신 숫자 6개</source>
        <translation>Your 6 secret digits</translation>
    </message>
    <message id="pin.hint-badge">
        <source>잊으셨으면 다른 직원을 부르세요.</source>
        <translation>Forgot it? Call a colleague.</translation>
    </message>
    <message id="pin.title-new">
        <source>새 비밀번호를
눌러 주세요</source>
        <translation>Enter
a new PIN</translation>
    </message>
    <message id="pin.title-new-again">
        <source>한 번 더
눌러 주세요</source>
        <translation>Enter it
once more</translation>
    </message>
    <message id="pin.message-new">
        <source>카드 주인이 직접 누르는 숫자 4개</source>
        <translation>4 digits, entered by the card’s owner</translation>
    </message>
    <message id="pin.message-new-badge">
        <source>직원증 주인이 직접 누르는 숫자 6개</source>
        <translation>6 digits, entered by the badge’s owner</translation>
    </message>
    <message id="pin.differ">
        <source>두 번이 서로 달랐습니다. 처음부터 눌러 주세요.</source>
        <translation>The two were not the same. Please start again.</translation>
    </message>
    <message id="choose.since">
        <source>{clock}</source>
        <translation>{clock}</translation>
    </message>
    <message id="keypad.erase">
        <source>지우기</source>
        <translation>Erase</translation>
    </message>
    <message id="keypad.next">
        <source>다음</source>
        <translation>Next</translation>
    </message>
    <message id="keypad.most">
        <source>{most}까지 됩니다</source>
        <translation>Up to {most}</translation>
    </message>
    <message id="keypad.entered-none">
        <source>아직 누르지 않으셨습니다</source>
        <translation>Nothing entered yet</translation>
    </message>
    <message id="keypad.entered-some">
        <source>{of}자리 가운데 {count}자리를 누르셨습니다</source>
        <translation>{count} of {of} digits entered</translation>
    </message>
    <message id="keypad.entered-all">
        <source>{of}자리를 다 누르셨습니다</source>
        <translation>All {of} digits entered</translation>
    </message>
    <message id="card.title">
        <source>카드를 화면 밑에 보여 주세요</source>
        <translation>Show your card
below the screen</translation>
    </message>
    <message id="card.guide">
        <source>QR이 기계 쪽을
보게 해 주세요</source>
        <translation>Turn the code
to the machine</translation>
    </message>
    <message id="card.hint">
        <source>한 뼘쯤 떼어 주세요</source>
        <translation>About 20 cm away</translation>
    </message>
    <message id="readers.lost">
        <source>QR 읽는 기계를
다시 잇고 있습니다</source>
        <translation>Reconnecting
the code reader</translation>
    </message>
    <message id="readers.lost-hint">
        <source>오래 걸리면 직원을 부르세요</source>
        <translation>If this takes long, call staff</translation>
    </message>
    <message id="readers.no-camera">
        <source>QR이 불빛을
보게 해 주세요</source>
        <translation>Turn the code
to the light</translation>
    </message>
    <message id="readers.no-camera-title">
        <source>휴대폰이나 카드를
읽는 곳에 대 주세요</source>
        <translation>Hold phone or card
to the reader</translation>
    </message>
    <message id="readers.no-camera-title-card">
        <source>카드를 읽는 곳에 대 주세요</source>
        <translation>Hold your card
to the reader</translation>
    </message>
    <message id="tip.farther">
        <source>기계에서
조금 멀리</source>
        <translation>Further from
the machine</translation>
    </message>
    <message id="tip.nearer">
        <source>기계에
조금 가까이</source>
        <translation>Closer to
the machine</translation>
    </message>
    <message id="tip.brighter">
        <source>휴대폰을
더 밝게</source>
        <translation>Make your phone
brighter</translation>
    </message>
    <message id="tip.brighter-hint">
        <source>카드는 밝은 쪽으로</source>
        <translation>Card: to the light</translation>
    </message>
    <message id="tip.brighter-card">
        <source>그림자를
피해 주세요</source>
        <translation>Avoid
the shadow</translation>
    </message>
    <message id="tip.steady">
        <source>가만히
들고 계세요</source>
        <translation>Hold still
a moment</translation>
    </message>
    <message id="carer.title">
        <source>도와주시는 분의
QR을 보여 주세요</source>
        <translation>Helper: please
show your code</translation>
    </message>
    <message id="carer.hint-blocked">
        <source>비밀번호가
잠긴 카드입니다</source>
        <translation>The PIN
is locked</translation>
    </message>
    <message id="carer.hint-not-set">
        <source>비밀번호가
없는 카드입니다</source>
        <translation>The card
has no PIN</translation>
    </message>
    <message id="set-clock.title">
        <source>지금 시각을 누르세요</source>
        <translation>Enter the time now</translation>
    </message>
    <message id="set-clock.message">
        <source>시계나 휴대폰을 보고 눌러 주세요</source>
        <translation>Look at a clock or your phone</translation>
    </message>
    <message id="set-clock.hint">
        <source>오후 2시는 14시입니다.</source>
        <translation>2 pm is 14.</translation>
    </message>
    <message id="set-clock.labels">
        <source>년 월 일 시 분</source>
        <translation>Y M D h min</translation>
    </message>
    <message id="set-clock.set">
        <source>맞추기</source>
        <translation>Set</translation>
    </message>
    <message id="count.label">
        <source>지금까지</source>
        <translation>So far</translation>
    </message>
    <message id="count.done">
        <source>다 했어요</source>
        <translation>Finished</translation>
    </message>
    <message id="count.hint">
        <source>다 넣으셨으면 눌러 주세요</source>
        <translation>Press when all are in</translation>
    </message>
    <message id="tender.title">
        <source>은행 카드를 넣어 주세요</source>
        <translation>Insert your bank card</translation>
    </message>
    <message id="tender.title-giving-up">
        <source>잠시만 기다려 주세요</source>
        <translation>Please wait a moment</translation>
    </message>
    <message id="tender.card">
        <source>카드 기계로 내실 돈</source>
        <translation>To pay at the card machine</translation>
    </message>
    <message id="tender.bank">
        <source>은행에 묻고 있습니다.
카드를 빼지 마세요.</source>
        <translation>Asking the bank.
Leave the card in.</translation>
    </message>
    <message id="tender.giving-up">
        <source>은행 카드로 내지
않고 돌아갑니다</source>
        <translation>Going back without
the bank card</translation>
    </message>
    <message id="tell.title">
        <source>남은 코인입니다</source>
        <translation>Your coins</translation>
    </message>
    <message id="tell.title-moves">
        <source>쓰고 받은 코인</source>
        <translation>Used and received</translation>
    </message>
    <message id="tell.label">
        <source>남은 코인</source>
        <translation>Coins left</translation>
    </message>
    <message id="tell.label-all">
        <source>모두 더해서</source>
        <translation>In all</translation>
    </message>
    <message id="tell.here">
        <source>여기서 쓸 수 있음</source>
        <translation>To use here</translation>
    </message>
    <message id="tell.came">
        <source>{amount} 들어옴</source>
        <translation>{amount} in</translation>
    </message>
    <message id="tell.went">
        <source>{amount} 나감</source>
        <translation>{amount} out</translation>
    </message>
    <message id="tell.none">
        <source>아직 쓰거나 받은 것이 없습니다</source>
        <translation>Nothing used or received yet</translation>
    </message>
    <message id="tell.kind.spend">
        <source>쓴 코인</source>
        <translation>Used</translation>
    </message>
    <message id="tell.kind.earn">
        <source>받은 코인</source>
        <translation>Received</translation>
    </message>
    <message id="tell.kind.donate">
        <source>기부</source>
        <translation>Gift</translation>
    </message>
    <message id="tell.kind.reverse">
        <source>돌려받음</source>
        <translation>Returned</translation>
    </message>
    <message id="tell.kind.transfer">
        <source>보내거나 받음</source>
        <translation>Sent or received</translation>
    </message>
    <message id="tell.kind.top_up">
        <source>채운 코인</source>
        <translation>Topped up</translation>
    </message>
    <message id="tell.kind.convert">
        <source>바꾼 코인</source>
        <translation>Exchanged</translation>
    </message>
    <message id="tell.kind.other">
        <source>그 밖</source>
        <translation>Other</translation>
    </message>
    <message id="told.badge-blocked">
        <source>비밀번호가 잠긴 직원증입니다</source>
        <translation>The PIN of this badge is locked</translation>
    </message>
    <message id="told.badge-not-set">
        <source>아직 비밀번호가 없는 직원증입니다</source>
        <translation>This badge has no PIN yet</translation>
    </message>
    <message id="told.badge-not-now">
        <source>지금은 직원증을 알아볼 수 없습니다</source>
        <translation>Badges can’t be checked now</translation>
    </message>
    <message id="told.not-a-badge">
        <source>직원증이 아닙니다</source>
        <translation>This is not a staff badge</translation>
    </message>
    <message id="told.amount-zero">
        <source>금액을 먼저 눌러 주세요</source>
        <translation>Enter the amount first</translation>
    </message>
    <message id="told.amount-zero-short">
        <source>금액을 눌러 주세요</source>
        <translation>Enter the amount</translation>
    </message>
    <message id="told.amount-too-large">
        <source>그렇게 큰 금액은 안 됩니다</source>
        <translation>That amount is too large</translation>
    </message>
    <message id="told.amount-too-large-short">
        <source>금액이 너무 큽니다</source>
        <translation>Amount too large</translation>
    </message>
    <message id="told.nothing-counted">
        <source>아직 넣은 것이 없습니다</source>
        <translation>Nothing has been put in yet</translation>
    </message>
    <message id="told.nothing-counted-short">
        <source>아직 없습니다</source>
        <translation>Nothing yet</translation>
    </message>
    <message id="told.count-lost">
        <source>나가면 센 것이 없어집니다.
그래도 나가려면 한 번 더 누르세요.</source>
        <translation>If you leave, the count is lost.
Press once more to leave.</translation>
    </message>
    <message id="told.count-lost-short">
        <source>나가려면 한 번 더</source>
        <translation>Press again to leave</translation>
    </message>
    <message id="told.cash-back">
        <source>내신 현금은 직원이 돌려드립니다</source>
        <translation>Staff give your cash back</translation>
    </message>
    <message id="told.cash-back-short">
        <source>현금은 직원에게</source>
        <translation>Staff have your cash</translation>
    </message>
    <message id="told.cash-left">
        <source>현금을 먼저 돌려받으세요.
그래도 나가려면 한 번 더 누르세요.</source>
        <translation>Get your cash back first.
Press once more to leave.</translation>
    </message>
    <message id="told.cash-left-short">
        <source>나가려면 한 번 더</source>
        <translation>Press again to leave</translation>
    </message>
    <message id="told.counter-away">
        <source>세는 기계가 멈췄습니다. 직원을 부르세요.</source>
        <translation>The counter has stopped. Call staff.</translation>
    </message>
    <message id="told.counter-away-short">
        <source>세는 기계가 멈춤</source>
        <translation>Counter stopped</translation>
    </message>
    <message id="told.badge-cant-receive">
        <source>직원증으로는 받을 수 없습니다</source>
        <translation>A staff badge can&apos;t receive</translation>
    </message>
    <message id="told.badge-cant-receive-short">
        <source>받는 분 QR을 보여 주세요</source>
        <oldsource>직원증은 안 됩니다</oldsource>
        <translation>Show the receiver&apos;s code</translation>
    </message>
    <message id="told.own-code-shown">
        <source>보내는 분의 QR입니다. 받는 분 것을 보여 주세요.</source>
        <translation>That is the sender&apos;s code. Show the receiver&apos;s.</translation>
    </message>
    <message id="told.own-code-shown-short">
        <source>받는 분 QR을 보여 주세요</source>
        <oldsource>보내는 분의 QR입니다</oldsource>
        <translation>Show the receiver&apos;s code</translation>
    </message>
    <message id="told.carers-code">
        <source>카드를 돕는 분은 받을 수 없습니다. 받는 분 것을 보여 주세요.</source>
        <translation>A card helper can&apos;t receive. Show the receiver&apos;s code.</translation>
    </message>
    <message id="told.carers-code-short">
        <source>받는 분 QR을 보여 주세요</source>
        <oldsource>돕는 분은 못 받습니다</oldsource>
        <translation>Show the receiver&apos;s code</translation>
    </message>
    <message id="told.receivers-code">
        <source>받는 분의 QR입니다. 보내는 분 것을 보여 주세요.</source>
        <translation>That is the receiver&apos;s code. Show the sender&apos;s.</translation>
    </message>
    <message id="told.receivers-code-short">
        <source>보내는 분 QR을 보여 주세요</source>
        <oldsource>받는 분의 QR입니다</oldsource>
        <translation>Show the sender&apos;s code</translation>
    </message>
    <message id="told.leftover-declined">
        <source>지금은 기부할 수 없습니다. 코인은 그대로입니다.</source>
        <translation>The gift is not possible now. Your coins are safe.</translation>
    </message>
    <message id="told.leftover-declined-short">
        <source>지금은 안 됩니다</source>
        <translation>Not possible now</translation>
    </message>
    <message id="wait.title">
        <source>잠시만 기다려 주세요</source>
        <translation>One moment, please</translation>
    </message>
    <message id="wait.checking">
        <source>확인하고 있습니다</source>
        <translation>We are checking</translation>
    </message>
    <message id="wait.finding">
        <source>찾고 있습니다</source>
        <translation>Searching</translation>
    </message>
    <message id="wait.opening">
        <source>문을 열고 있습니다</source>
        <translation>Opening the gate</translation>
    </message>
    <message id="wait.printing-free">
        <source>표를 뽑고 있습니다</source>
        <translation>Printing your ticket</translation>
    </message>
    <message id="wait.recording">
        <source>적고 있습니다</source>
        <translation>We are writing it down</translation>
    </message>
    <message id="wait.printing">
        <source>코인을 썼습니다
표를 뽑고 있습니다</source>
        <translation>Your coins are used.
Printing your ticket</translation>
    </message>
    <message id="wait.printing-again">
        <source>표를 다시 뽑고 있습니다</source>
        <translation>Printing your ticket again</translation>
    </message>
    <message id="wait.printing-transfer">
        <source>코인을 보냈습니다
영수증을 뽑고 있습니다</source>
        <oldsource>코인을 보냈습니다
표를 뽑고 있습니다</oldsource>
        <translation>Your coins are sent.
Printing your receipts</translation>
    </message>
    <message id="wait.printing-top_up">
        <source>충전했습니다
영수증을 뽑고 있습니다</source>
        <oldsource>충전했습니다
표를 뽑고 있습니다</oldsource>
        <translation>The money is added.
Printing your receipt</translation>
    </message>
    <message id="wait.printing-convert">
        <source>코인으로 바꿨습니다
영수증을 뽑고 있습니다</source>
        <oldsource>코인으로 바꿨습니다
표를 뽑고 있습니다</oldsource>
        <translation>Changed into coins.
Printing your receipt</translation>
    </message>
    <message id="confirm.title">
        <source>이대로 할까요?</source>
        <translation>Is this right?</translation>
    </message>
    <message id="confirm.title-earn">
        <source>이대로 받을까요?</source>
        <translation>Receive this?</translation>
    </message>
    <message id="confirm.title-donate">
        <source>이대로 기부할까요?</source>
        <translation>Give this?</translation>
    </message>
    <message id="confirm.title-reverse">
        <source>표를 돌려주고
코인을 받을까요?</source>
        <translation>Return this ticket
for coins?</translation>
    </message>
    <message id="confirm.title-transfer">
        <source>이대로 보낼까요?</source>
        <translation>Send this?</translation>
    </message>
    <message id="confirm.title-top_up">
        <source>이대로 충전할까요?</source>
        <translation>Add this?</translation>
    </message>
    <message id="confirm.title-convert">
        <source>이대로 바꿀까요?</source>
        <translation>Change this?</translation>
    </message>
    <message id="confirm.gift">
        <source>{name}에 기부</source>
        <translation>Gift to {name}</translation>
    </message>
    <message id="confirm.from">
        <source>보내는 분</source>
        <translation>Sender</translation>
    </message>
    <message id="confirm.to">
        <source>받는 분</source>
        <translation>Receiver</translation>
    </message>
    <message id="confirm.tail">
        <source>끝자리 {tail}</source>
        <translation>ends in {tail}</translation>
    </message>
    <message id="confirm.between">
        <source>{item}, 보내는 분 끝자리 {sender}, 받는 분 끝자리 {receiver}</source>
        <oldsource>보내는 분 끝자리 {sender}, 받는 분 끝자리 {receiver}</oldsource>
        <translation>{item}: from the sender ending in {sender} to the receiver ending in {receiver}</translation>
    </message>
    <message id="confirm.to-whom">
        <source>받는 분 끝자리 {tail}</source>
        <translation>To: code ending {tail}</translation>
    </message>
    <message id="confirm.give">
        <source>기부할 코인</source>
        <translation>Coins to give</translation>
    </message>
    <message id="confirm.earn">
        <source>받을 코인</source>
        <translation>You receive</translation>
    </message>
    <message id="confirm.send">
        <source>보낼 코인</source>
        <translation>You send</translation>
    </message>
    <message id="confirm.top_up">
        <source>충전할 코인</source>
        <translation>You add</translation>
    </message>
    <message id="confirm.convert">
        <source>받을 코인</source>
        <translation>You receive</translation>
    </message>
    <message id="confirm.pay-card">
        <source>카드로 낼 돈</source>
        <oldsource>은행 카드로 낼 돈</oldsource>
        <translation>By bank card</translation>
    </message>
    <message id="confirm.pay-cash">
        <source>현금으로 낸 돈</source>
        <oldsource>현금으로</oldsource>
        <translation>In cash</translation>
    </message>
    <message id="confirm.bonus">
        <source>더 드림</source>
        <translation>On top</translation>
    </message>
    <message id="confirm.comes">
        <source>들어올 코인</source>
        <translation>Coming in</translation>
    </message>
    <message id="confirm.back">
        <source>돌아올 코인</source>
        <translation>You get back</translation>
    </message>
    <message id="confirm.whole">
        <source>모두</source>
        <translation>In all</translation>
    </message>
    <message id="confirm.in-coins">
        <source>코인으로</source>
        <translation>In coins</translation>
    </message>
    <message id="confirm.rest-card">
        <source>은행 카드로</source>
        <translation>By bank card</translation>
    </message>
    <message id="confirm.rest-desk">
        <source>데스크에 더 낼 돈</source>
        <translation>Pay at the desk</translation>
    </message>
    <message id="confirm.coming">
        <source>곧 들어올 코인</source>
        <translation>Coins to come</translation>
    </message>
    <message id="confirm.back-later">
        <source>나중에 들어올 돈</source>
        <translation>Comes later</translation>
    </message>
    <message id="confirm.visits">
        <source>남는 횟수</source>
        <translation>Visits left</translation>
    </message>
    <message id="confirm.readback-facts">
        <source>{facts}. {readback}</source>
        <translation>{facts}. {readback}</translation>
    </message>
    <message id="confirm.readback-earn">
        <source>{item}. 받을 코인 {coins}. 맞습니까?</source>
        <translation>{item}. You receive {coins}. Is this right?</translation>
    </message>
    <message id="confirm.readback-reverse">
        <source>{item}, 돌려주기. 돌아올 코인 {coins}. 맞습니까?</source>
        <translation>Return {item}. You get back {coins}. Is this right?</translation>
    </message>
    <message id="confirm.readback-top_up">
        <source>{coins} 충전. 맞습니까?</source>
        <translation>Top up {coins}. Is this right?</translation>
    </message>
    <message id="confirm.readback-convert">
        <source>{item}. 받을 코인 {coins}. 맞습니까?</source>
        <translation>{item}. You receive {coins}. Is this right?</translation>
    </message>
    <message id="confirm.readback-free">
        <source>{item}. 코인은 쓰지 않습니다. 맞습니까?</source>
        <translation>{item}. No coins are used. Is this right?</translation>
    </message>
    <message id="confirm.note-gate">
        <source>‘맞습니다’를 누르면
문이 열립니다.</source>
        <translation>Press ‘Yes’,
and the gate opens.</translation>
    </message>
    <message id="confirm.note-card">
        <source>다음에 은행 카드로
나머지를 냅니다.</source>
        <translation>Next you pay the rest
by bank card.</translation>
    </message>
    <message id="confirm.note-screen">
        <source>‘맞습니다’를 누르면
바로 됩니다.</source>
        <translation>Press ‘Yes’,
and it is done.</translation>
    </message>
    <message id="confirm.note-earn">
        <source>‘맞습니다’를 누르면
코인을 받습니다.</source>
        <translation>Press ‘Yes’,
and you receive coins.</translation>
    </message>
    <message id="confirm.note-donate">
        <source>‘맞습니다’를 누르면
기부합니다.</source>
        <translation>Press ‘Yes’,
and you give.</translation>
    </message>
    <message id="confirm.note-reverse">
        <source>‘맞습니다’를 누르면
이 표는 못 씁니다.</source>
        <translation>After ‘Yes’
the ticket is void.</translation>
    </message>
    <message id="confirm.note-transfer">
        <source>‘맞습니다’를 누르면
코인을 보냅니다.</source>
        <translation>Press ‘Yes’
to send.</translation>
    </message>
    <message id="confirm.note-top_up-card">
        <source>‘맞습니다’를 누르고
은행 카드로 냅니다.</source>
        <translation>Press ‘Yes’, then pay
by bank card.</translation>
    </message>
    <message id="confirm.note-top_up-cash">
        <source>그만두시면 직원이
돈을 돌려드립니다.</source>
        <translation>If you stop, staff
return the money.</translation>
    </message>
    <message id="confirm.note-convert">
        <source>‘맞습니다’를 누르면
포인트를 바꿉니다.</source>
        <translation>Press ‘Yes’
to change it.</translation>
    </message>
    <message id="confirm.note-collect">
        <source>코인은 쓰지 않습니다.</source>
        <translation>No coins are used.</translation>
    </message>
    <message id="confirm.item">
        <source>{name} {quantity}{unit}</source>
        <translation>{name} × {quantity}</translation>
    </message>
    <message id="confirm.now">
        <source>지금</source>
        <translation>You have</translation>
    </message>
    <message id="confirm.now-offline">
        <source>쓸 수 있음</source>
        <translation>You can use</translation>
    </message>
    <message id="confirm.use">
        <source>쓰는 코인</source>
        <translation>You pay</translation>
    </message>
    <message id="confirm.none">
        <source>없음</source>
        <translation>none</translation>
    </message>
    <message id="confirm.left">
        <source>남는 코인</source>
        <translation>Left after</translation>
    </message>
    <message id="confirm.left-offline">
        <source>여기 남음</source>
        <translation>Left here</translation>
    </message>
    <message id="confirm.left-transfer">
        <source>더 보낼 수 있음</source>
        <translation>Left to send</translation>
    </message>
    <message id="confirm.readback-transfer">
        <source>{item}, {coins}. 더 보낼 수 있는 코인 {left}. 맞습니까?</source>
        <translation>{item}, {coins}. You can still send {left}. Is this right?</translation>
    </message>
    <message id="confirm.readback-won-transfer">
        <source>{item}, {coins} {won}. 더 보낼 수 있는 코인 {left}. 맞습니까?</source>
        <translation>{item}, {coins} {won}. You can still send {left}. Is this right?</translation>
    </message>
    <message id="confirm.readback">
        <source>{item}, {coins}. 남는 코인 {left}. 맞습니까?</source>
        <translation>{item}, {coins}. You will have {left} left. Is this right?</translation>
    </message>
    <message id="confirm.readback-won">
        <source>{item}, {coins} {won}. 남는 코인 {left}. 맞습니까?</source>
        <translation>{item}, {coins} {won}. You will have {left} left. Is this right?</translation>
    </message>
    <message id="confirm.readback-offline">
        <source>{item}, {coins}. 여기 남는 코인 {left}. 맞습니까?</source>
        <translation>{item}, {coins}. You can still use {left} here. Is this right?</translation>
    </message>
    <message id="confirm.readback-won-offline">
        <source>{item}, {coins} {won}. 여기 남는 코인 {left}. 맞습니까?</source>
        <translation>{item}, {coins} {won}. You can still use {left} here. Is this right?</translation>
    </message>
    <message id="confirm.note">
        <source>‘맞습니다’를 누르면
표가 나옵니다.</source>
        <translation>Press “Yes” and
your ticket comes out.</translation>
    </message>
    <message id="confirm.note-offline">
        <source>연결이 끊겨 여기서는
이만큼만 쓸 수 있습니다.</source>
        <translation>The line is down: you can
use only this much here.</translation>
    </message>
    <message id="confirm.agree">
        <source>맞습니다</source>
        <translation>Yes</translation>
    </message>
    <message id="confirm.title-collect">
        <source>물건을 받으셨나요?</source>
        <translation>Have you got your order?</translation>
    </message>
    <message id="note.plate">
        <source>차 번호</source>
        <translation>Plate</translation>
    </message>
    <message id="note.entered">
        <source>들어온 때</source>
        <translation>Came in</translation>
    </message>
    <message id="note.stay">
        <source>머문 시간</source>
        <translation>Stayed</translation>
    </message>
    <message id="note.fee">
        <source>모두 내실 돈</source>
        <translation>Whole price</translation>
    </message>
    <message id="note.discount">
        <source>깎아 드림</source>
        <translation>Discount</translation>
    </message>
    <message id="note.list-price">
        <source>원래 값</source>
        <translation>Usual price</translation>
    </message>
    <message id="note.paid-before">
        <source>먼저 내신 돈</source>
        <translation>Paid before</translation>
    </message>
    <message id="note.reward">
        <source>돌려받을 돈</source>
        <translation>You get back</translation>
    </message>
    <message id="note.reward-at-most">
        <source>돌려받을 돈</source>
        <translation>You get back</translation>
    </message>
    <message id="note.rest-card">
        <source>카드로 낼 돈</source>
        <translation>By bank card</translation>
    </message>
    <message id="note.rest-desk">
        <source>데스크에 낼 돈</source>
        <translation>Pay at the desk</translation>
    </message>
    <message id="note.slot">
        <source>시간</source>
        <translation>Time</translation>
    </message>
    <message id="note.seat">
        <source>자리</source>
        <translation>Seat</translation>
    </message>
    <message id="note.waiting">
        <source>기다리는 순서</source>
        <translation>Place in line</translation>
    </message>
    <message id="note.visits-left">
        <source>남는 횟수</source>
        <translation>Visits left</translation>
    </message>
    <message id="note.valid-until">
        <source>쓸 수 있는 날</source>
        <translation>Good until</translation>
    </message>
    <message id="note.recipient">
        <source>받는 곳</source>
        <translation>Goes to</translation>
    </message>
    <message id="note.field">
        <source>하신 일</source>
        <translation>For</translation>
    </message>
    <message id="note.order-number">
        <source>주문 번호</source>
        <translation>Order</translation>
    </message>
    <message id="note.cancel-until">
        <source>돌려주기</source>
        <translation>Return by</translation>
    </message>
    <message id="note.leave-by">
        <source>나가실 시간</source>
        <translation>Leave by</translation>
    </message>
    <message id="note.earned">
        <source>받을 코인</source>
        <translation>You receive</translation>
    </message>
    <message id="note.not-counted">
        <source>못 받는 것</source>
        <translation>Not counted</translation>
    </message>
    <message id="note.free-ticket">
        <source>무료 표</source>
        <translation>Free ticket</translation>
    </message>
    <message id="note.parcels">
        <source>상자</source>
        <translation>Parcels</translation>
    </message>
    <message id="note.shelf">
        <source>놓인 곳</source>
        <translation>Shelf</translation>
    </message>
    <message id="note.points">
        <source>쓰는 포인트</source>
        <translation>Points used</translation>
    </message>
    <message id="note.at-most">
        <source>최대 {amount}</source>
        <translation>up to {amount}</translation>
    </message>
    <message id="note.until.valid-until">
        <source>{moment}까지</source>
        <translation>{moment}</translation>
    </message>
    <message id="note.until.cancel-until">
        <source>{moment}까지</source>
        <translation>{moment}</translation>
    </message>
    <message id="note.until.leave-by">
        <source>{moment}까지</source>
        <translation>{moment}</translation>
    </message>
    <message id="note.counted.visits-left">
        <source>{number}번</source>
        <translation>{number}</translation>
    </message>
    <message id="note.counted.not-counted">
        <source>{number}개</source>
        <translation>{number}</translation>
    </message>
    <message id="note.counted.waiting">
        <source>{number}번째</source>
        <translation>{number}</translation>
    </message>
    <message id="note.counted.parcels">
        <source>{number}개</source>
        <translation>{number}</translation>
    </message>
    <message id="note.counted.points">
        <source>{number:,}점</source>
        <translation>{number:,}</translation>
    </message>
    <message id="thanks.title">
        <source>표가 나왔습니다</source>
        <translation>Your ticket is out</translation>
    </message>
    <message id="thanks.title-gate">
        <source>문이 열렸습니다</source>
        <translation>The gate is open</translation>
    </message>
    <message id="thanks.title-screen">
        <source>다 됐습니다</source>
        <translation>All done</translation>
    </message>
    <message id="thanks.title-earn">
        <source>코인을 받으셨습니다</source>
        <translation>You received coins</translation>
    </message>
    <message id="thanks.title-donate">
        <source>기부하셨습니다</source>
        <translation>You have given</translation>
    </message>
    <message id="thanks.title-reverse">
        <source>코인이 돌아옵니다</source>
        <translation>Your coins come back</translation>
    </message>
    <message id="thanks.title-transfer">
        <source>코인을 보냈습니다</source>
        <translation>Your coins are sent</translation>
    </message>
    <message id="thanks.title-top_up">
        <source>충전했습니다</source>
        <translation>It is added</translation>
    </message>
    <message id="thanks.title-convert">
        <source>코인으로 바꿨습니다</source>
        <translation>Changed into coins</translation>
    </message>
    <message id="thanks.title-collect">
        <source>물건을 받으셨습니다</source>
        <translation>You have your order</translation>
    </message>
    <message id="thanks.message">
        <source>고맙습니다</source>
        <translation>Thank you</translation>
    </message>
    <message id="thanks.where">
        <source>오른쪽 아래에서 가져가세요</source>
        <translation>Take it
at the lower right</translation>
    </message>
    <message id="thanks.where-gate">
        <source>천천히 지나가세요</source>
        <translation>Go through slowly</translation>
    </message>
    <message id="thanks.where-leave-by">
        <source>{until} 나가세요</source>
        <translation>Drive out by {until}</translation>
    </message>
    <message id="thanks.where-screen">
        <source>더 하실 것이 없습니다</source>
        <translation>There is no more to do</translation>
    </message>
    <message id="thanks.where-earn">
        <source>곧 쓰실 수 있습니다</source>
        <translation>You can use them soon</translation>
    </message>
    <message id="thanks.where-donate">
        <source>좋은 일에 쓰겠습니다</source>
        <translation>It will do good</translation>
    </message>
    <message id="thanks.where-reverse">
        <source>그 표는 이제 못 씁니다</source>
        <translation>The ticket is no longer valid</translation>
    </message>
    <message id="thanks.where-transfer">
        <source>두 장을 꺼내
한 장은 받는 분께</source>
        <oldsource>오른쪽 아래 두 장 중
하나는 받는 분께 드리세요</oldsource>
        <translation>Take both: one is
for the receiver</translation>
    </message>
    <message id="thanks.where-top_up">
        <source>오른쪽 아래에서
영수증을 가져가세요</source>
        <oldsource>표를 가져가세요</oldsource>
        <translation>Take your receipt
at the lower right</translation>
    </message>
    <message id="thanks.where-convert">
        <source>오른쪽 아래에서
영수증을 가져가세요</source>
        <oldsource>표를 가져가세요</oldsource>
        <translation>Take your receipt
at the lower right</translation>
    </message>
    <message id="thanks.where-collect">
        <source>안녕히 가세요</source>
        <translation>Have a nice day</translation>
    </message>
    <message id="thanks.earn">
        <source>받은 코인</source>
        <translation>Coins received</translation>
    </message>
    <message id="thanks.donate">
        <source>기부한 코인</source>
        <translation>Coins given</translation>
    </message>
    <message id="thanks.reverse">
        <source>돌아오는 코인</source>
        <translation>Coming back</translation>
    </message>
    <message id="thanks.transfer">
        <source>보낸 코인</source>
        <translation>Sent</translation>
    </message>
    <message id="thanks.top_up">
        <source>충전한 코인</source>
        <translation>Added</translation>
    </message>
    <message id="thanks.convert">
        <source>받은 코인</source>
        <translation>Received</translation>
    </message>
    <message id="thanks.reward">
        <source>나중에 들어올 돈</source>
        <translation>Comes later</translation>
    </message>
    <message id="thanks.reward-at-most">
        <source>나중에 들어올 돈, 최대</source>
        <translation>Comes later, up to</translation>
    </message>
    <message id="thanks.rest-card">
        <source>카드로 낸 돈</source>
        <oldsource>은행 카드로</oldsource>
        <translation>By bank card</translation>
    </message>
    <message id="thanks.rest-desk">
        <source>데스크에 더 낼 돈</source>
        <translation>Pay at the desk</translation>
    </message>
    <message id="thanks.rest-cash">
        <source>현금으로 낸 돈</source>
        <oldsource>현금으로</oldsource>
        <translation>In cash</translation>
    </message>
    <message id="thanks.bonus">
        <source>더 드림, 최대</source>
        <translation>On top, up to</translation>
    </message>
    <message id="thanks.whole">
        <source>모두</source>
        <translation>In all</translation>
    </message>
    <message id="thanks.off">
        <source>깎아 드림</source>
        <translation>Taken off</translation>
    </message>
    <message id="thanks.where-rest">
        <source>{desk}에
{rest}을 더 내 주세요</source>
        <translation>Please pay {rest} more
at {desk}</translation>
    </message>
    <message id="thanks.coming">
        <source>곧 들어올 코인</source>
        <translation>Coins to come</translation>
    </message>
    <message id="thanks.leftover">
        <source>원하시면 {coins} 기부</source>
        <translation>Give {coins}, if you like</translation>
    </message>
    <message id="thanks.done">
        <source>마침</source>
        <translation>Done</translation>
    </message>
    <message id="thanks.visits">
        <source>남은 횟수</source>
        <translation>Visits left</translation>
    </message>
    <message id="thanks.used">
        <source>쓴 코인</source>
        <translation>You paid</translation>
    </message>
    <message id="thanks.used-again">
        <source>그때 쓴 코인</source>
        <translation>Paid before</translation>
    </message>
    <message id="thanks.left">
        <source>남은 코인</source>
        <translation>You have left</translation>
    </message>
    <message id="thanks.left-offline">
        <source>여기 남음</source>
        <translation>Left here</translation>
    </message>
    <message id="thanks.left-transfer">
        <source>더 보낼 수 있음</source>
        <translation>You can still send</translation>
    </message>
    <message id="thanks.title-barrier">
        <source>차단기가
올라갔습니다</source>
        <translation>The barrier is up</translation>
    </message>
    <message id="certainty.confirmed">
        <source>구청이 확인했습니다</source>
        <translation>Confirmed</translation>
    </message>
    <message id="certainty.recorded">
        <source>적었고, 곧 보냅니다</source>
        <translation>Saved, sent soon</translation>
    </message>
    <message id="certainty.recorded-collect">
        <source>받으신 것을 적었습니다</source>
        <translation>We noted that you have it</translation>
    </message>
    <message id="certainty.recorded-earn">
        <source>적어 두었습니다.
곧 코인이 들어옵니다.</source>
        <translation>It is noted.
Your coins come soon.</translation>
    </message>
    <message id="certainty.recorded-top_up">
        <source>충전한 코인은
곧 들어옵니다.</source>
        <oldsource>적어 두었습니다.
곧 코인이 들어옵니다.</oldsource>
        <translation>The coins come
soon.</translation>
    </message>
    <message id="certainty.refused">
        <source>코인은 그대로입니다</source>
        <translation>No coins were used</translation>
    </message>
    <message id="certainty.unknown">
        <source>직원이 확인해 드립니다</source>
        <translation>Our staff will check</translation>
    </message>
    <message id="certainty.again">
        <source>이번에는 안 썼습니다</source>
        <translation>Nothing paid now</translation>
    </message>
    <message id="reprint.title">
        <source>아직 받지 않으신
표가 있습니다</source>
        <translation>A ticket is waiting
for you</translation>
    </message>
    <message id="reprint.title-gate">
        <source>아직 열리지 않은
문이 있습니다</source>
        <translation>A gate has not
opened for you yet</translation>
    </message>
    <message id="reprint.message">
        <source>코인을 더 쓰지 않습니다.
이미 받으셨으면 ‘이전’을 누르세요.</source>
        <translation>It uses no more coins.
If you have it, press “Back”.</translation>
    </message>
    <message id="reprint.bought">
        <source>{day} {clock}에 사신 표</source>
        <translation>Bought on {day} at {clock}</translation>
    </message>
    <message id="reprint.bought-gate">
        <source>{day} {clock}에 내신 것</source>
        <translation>Paid {day} {clock}</translation>
    </message>
    <message id="reprint.agree">
        <source>표 뽑기</source>
        <translation>Print it</translation>
    </message>
    <message id="reprint.agree-gate">
        <source>문 열기</source>
        <translation>Open</translation>
    </message>
    <message id="reprint.message-gate">
        <source>코인을 더 쓰지 않습니다.
이미 지나가셨으면 ‘이전’을 누르세요.</source>
        <translation>No more coins are used.
If you went through, press “Back”.</translation>
    </message>
    <message id="idle.warning">
        <source>시간이 더 필요하세요?
화면을 만져 주세요.</source>
        <translation>Do you need more time?
Please touch the screen.</translation>
    </message>
    <message id="idle.warning-short">
        <source>계속하려면 누르세요</source>
        <translation>Touch to continue</translation>
    </message>
    <message id="staff.called">
        <source>{desk}에서 도와 드립니다</source>
        <translation>Help is at {desk}</translation>
    </message>
    <message id="staff.called-short">
        <source>직원을 불렀습니다</source>
        <translation>Staff were called</translation>
    </message>
    <message id="staff.title">
        <source>무엇을 할까요?</source>
        <translation>Choose a task</translation>
    </message>
    <message id="staff.title-card">
        <source>이 카드를 어떻게 할까요?</source>
        <translation>What about this card?</translation>
    </message>
    <message id="staff.title-named">
        <source>{name} 님의 카드</source>
        <translation>Card of {name}</translation>
    </message>
    <message id="staff.title-badge">
        <source>이 직원증을 어떻게 할까요?</source>
        <translation>What about this badge?</translation>
    </message>
    <message id="staff.title-owed">
        <source>어느 표를 뽑을까요?</source>
        <translation>Print which ticket?</translation>
    </message>
    <message id="staff.title-state">
        <source>기계는 지금 이렇습니다</source>
        <translation>How the machine is now</translation>
    </message>
    <message id="staff.title-handed">
        <source>어떻게 도와 드릴까요?</source>
        <translation>How can you help?</translation>
    </message>
    <message id="staff.item-none">
        <source>아직 고르지 않음</source>
        <translation>Nothing yet</translation>
    </message>
    <message id="staff.done">
        <source>마침</source>
        <translation>Done</translation>
    </message>
    <message id="staff.owed">
        <source>{day} {clock}</source>
        <translation>{day} {clock}</translation>
    </message>
    <message id="staff.choice.card">
        <source>카드 돌보기</source>
        <translation>Help with card</translation>
    </message>
    <message id="staff.choice.owed">
        <source>못 받은 표 뽑기</source>
        <translation>Missing tickets</translation>
    </message>
    <message id="staff.choice.clock">
        <source>시계 맞추기</source>
        <translation>Set the clock</translation>
    </message>
    <message id="staff.choice.state">
        <source>기계 살피기</source>
        <translation>Check machine</translation>
    </message>
    <message id="staff.choice.pin">
        <source>비밀번호 정하기</source>
        <translation>Set a PIN</translation>
    </message>
    <message id="staff.choice.unblock">
        <source>잠긴 것 풀기</source>
        <translation>Unlock</translation>
    </message>
    <message id="staff.choice.go-on">
        <source>이어서 하기</source>
        <translation>Go on</translation>
    </message>
    <message id="staff.choice.print">
        <source>표 뽑기</source>
        <translation>Print ticket</translation>
    </message>
    <message id="staff.choice.end">
        <source>그만하기</source>
        <translation>End</translation>
    </message>
    <message id="staff.said.pin">
        <source>비밀번호를 정했습니다</source>
        <translation>The PIN is set</translation>
    </message>
    <message id="staff.said.unblock">
        <source>잠긴 것을 풀었습니다</source>
        <translation>It is unlocked</translation>
    </message>
    <message id="staff.said.clock">
        <source>시계를 맞추었습니다</source>
        <translation>The clock is set</translation>
    </message>
    <message id="staff.said.printed">
        <source>표가 나왔습니다</source>
        <translation>The ticket is out</translation>
    </message>
    <message id="staff.line.unsent">
        <source>보낼 것</source>
        <translation>Unsent</translation>
    </message>
    <message id="staff.line.clock">
        <source>시계</source>
        <translation>Clock</translation>
    </message>
    <message id="staff.line.node">
        <source>구청과 연결</source>
        <translation>Line to office</translation>
    </message>
    <message id="staff.line.printer">
        <source>표 뽑는 기계</source>
        <translation>Printer</translation>
    </message>
    <message id="staff.line.pin">
        <source>비밀번호</source>
        <translation>PIN</translation>
    </message>
    <message id="staff.line.owed">
        <source>못 받은 표</source>
        <translation>Missing tickets</translation>
    </message>
    <message id="staff.line.item">
        <source>고르신 것</source>
        <translation>Chosen</translation>
    </message>
    <message id="staff.line.coins">
        <source>코인</source>
        <translation>Coins</translation>
    </message>
    <message id="staff.line.ticket">
        <source>표</source>
        <translation>Ticket</translation>
    </message>
    <message id="staff.coins.safe">
        <source>쓰지 않았음</source>
        <translation>Not used</translation>
    </message>
    <message id="staff.coins.cash">
        <source>받은 현금 돌려줄 것</source>
        <translation>Cash taken: give it back</translation>
    </message>
    <message id="staff.coins.used">
        <source>썼음</source>
        <translation>Used</translation>
    </message>
    <message id="staff.coins.unknown">
        <source>모름</source>
        <translation>Not known</translation>
    </message>
    <message id="staff.ticket.none">
        <source>아직 없음</source>
        <translation>Not yet</translation>
    </message>
    <message id="staff.ticket.owed">
        <source>못 받음</source>
        <translation>Missing</translation>
    </message>
    <message id="staff.ticket.out">
        <source>나왔음</source>
        <translation>Came out</translation>
    </message>
    <message id="staff.unsent.none">
        <source>없음</source>
        <translation>None</translation>
    </message>
    <message id="staff.unsent.some">
        <source>{count}건 · {age}</source>
        <translation>{count} · {age}</translation>
    </message>
    <message id="staff.unsent.minutes">
        <source>{number}분</source>
        <translation>{number} min</translation>
    </message>
    <message id="staff.unsent.hours">
        <source>{number}시간</source>
        <translation>{number} h</translation>
    </message>
    <message id="staff.unsent.days">
        <source>{number}일</source>
        <translation>{number} d</translation>
    </message>
    <message id="staff.clock.trusted">
        <source>맞음</source>
        <translation>Right</translation>
    </message>
    <message id="staff.clock.floor">
        <source>맞음</source>
        <translation>Right</translation>
    </message>
    <message id="staff.clock.staff-set">
        <source>직원이 맞춤</source>
        <translation>Set by staff</translation>
    </message>
    <message id="staff.clock.unknown">
        <source>모름</source>
        <translation>Not known</translation>
    </message>
    <message id="staff.pin.set">
        <source>정했음</source>
        <translation>Set</translation>
    </message>
    <message id="staff.pin.not-set">
        <source>아직 없음</source>
        <translation>Not set yet</translation>
    </message>
    <message id="staff.pin.blocked">
        <source>잠김</source>
        <translation>Locked</translation>
    </message>
    <message id="staff.owed-count.none">
        <source>없음</source>
        <translation>None</translation>
    </message>
    <message id="staff.owed-count.some">
        <source>{count}장</source>
        <translation>{count}</translation>
    </message>
    <message id="staff.device.camera">
        <source>카메라</source>
        <translation>Camera</translation>
    </message>
    <message id="staff.device.readers">
        <source>QR 읽는 기계</source>
        <translation>QR reader</translation>
    </message>
    <message id="staff.device.serial">
        <source>QR 스캐너</source>
        <translation>QR scanner</translation>
    </message>
    <message id="staff.device.serial-of-two">
        <source>QR 스캐너 1</source>
        <translation>QR scanner 1</translation>
    </message>
    <message id="staff.device.wedge">
        <source>QR 스캐너</source>
        <translation>QR scanner</translation>
    </message>
    <message id="staff.device.wedge-of-two">
        <source>QR 스캐너 2</source>
        <translation>QR scanner 2</translation>
    </message>
    <message id="staff.device.printer">
        <source>표 뽑는 기계</source>
        <translation>Printer</translation>
    </message>
    <message id="staff.device.copy">
        <source>예비 저장 장치</source>
        <translation>Spare storage</translation>
    </message>
    <message id="staff.device.speaker">
        <source>스피커</source>
        <translation>Speaker</translation>
    </message>
    <message id="staff.device.headset">
        <source>이어폰 구멍</source>
        <translation>Headphone socket</translation>
    </message>
    <message id="staff.device.board">
        <source>호출등과 문</source>
        <translation>Call lamp, gate</translation>
    </message>
    <message id="staff.device.counter">
        <source>개수 세는 기계</source>
        <translation>Counter</translation>
    </message>
    <message id="staff.device.card-terminal">
        <source>은행 카드 기계</source>
        <translation>Card terminal</translation>
    </message>
    <message id="staff.device.card-payments">
        <source>카드로 낸 것</source>
        <translation>Card payments</translation>
    </message>
    <message id="staff.device.power">
        <source>전기</source>
        <translation>Power</translation>
    </message>
    <message id="staff.device.power-lost">
        <source>전기 알림</source>
        <translation>Power sensor</translation>
    </message>
    <message id="staff.device.power-babbles">
        <source>전기 알림</source>
        <translation>Power sensor</translation>
    </message>
    <message id="staff.device.temperature">
        <source>기계 속 온도</source>
        <translation>Temperature</translation>
    </message>
    <message id="staff.device.temperature-lost">
        <source>온도계</source>
        <translation>Thermometer</translation>
    </message>
    <message id="staff.device.disk">
        <source>저장 장치</source>
        <translation>Storage</translation>
    </message>
    <message id="staff.device.backlight">
        <source>화면 불빛</source>
        <translation>Screen light</translation>
    </message>
    <message id="staff.state.open">
        <source>확인할 것 있음</source>
        <translation>To check</translation>
    </message>
    <message id="staff.state.starting">
        <source>준비 중</source>
        <translation>Starting</translation>
    </message>
    <message id="staff.state.found">
        <source>잘 됨</source>
        <translation>Works</translation>
    </message>
    <message id="staff.state.lost">
        <source>안 됨</source>
        <translation>Not working</translation>
    </message>
    <message id="staff.state.babbles">
        <source>신호 이상</source>
        <translation>Bad signal</translation>
    </message>
    <message id="staff.state.paper-low">
        <source>종이 적음</source>
        <translation>Paper is low</translation>
    </message>
    <message id="staff.state.printer-paper-out">
        <source>종이 없음</source>
        <translation>No paper</translation>
    </message>
    <message id="staff.state.printer-cover-open">
        <source>뚜껑 열림</source>
        <translation>Cover is open</translation>
    </message>
    <message id="staff.state.hot">
        <source>너무 뜨거움</source>
        <translation>Too hot</translation>
    </message>
    <message id="staff.state.low">
        <source>자리 모자람</source>
        <translation>Nearly full</translation>
    </message>
    <message id="staff.state.battery">
        <source>나갔음</source>
        <translation>No mains</translation>
    </message>
    <message id="staff.state.stuck">
        <source>스위치 붙음</source>
        <translation>Switch stuck</translation>
    </message>
    <message id="who.not-entitled">
        <source>{who}만 사실 수 있습니다.</source>
        <translation>This is only for: {who}.</translation>
    </message>
    <message id="who.age-not-met">
        <source>{who}만 받으실 수 있습니다.</source>
        <translation>This is only for: {who}.</translation>
    </message>
    <message id="opening.hours">
        <source>{opens}부터 {closes}까지 받습니다.</source>
        <translation>Open from {opens} to {closes}.</translation>
    </message>
    <message id="opening.until">
        <source>오늘은 {closes}까지 받았습니다.</source>
        <translation>Today it was open until {closes}.</translation>
    </message>
    <message id="opening.days">
        <source>{days}요일 {hours}</source>
        <translation>{days}. {hours}</translation>
    </message>
    <message id="opening.day.mon">
        <source>월</source>
        <translation>Mon</translation>
    </message>
    <message id="opening.day.tue">
        <source>화</source>
        <translation>Tue</translation>
    </message>
    <message id="opening.day.wed">
        <source>수</source>
        <translation>Wed</translation>
    </message>
    <message id="opening.day.thu">
        <source>목</source>
        <translation>Thu</translation>
    </message>
    <message id="opening.day.fri">
        <source>금</source>
        <translation>Fri</translation>
    </message>
    <message id="opening.day.sat">
        <source>토</source>
        <translation>Sat</translation>
    </message>
    <message id="opening.day.sun">
        <source>일</source>
        <translation>Sun</translation>
    </message>
    <message id="sorry.title">
        <source>지금은 안 됩니다</source>
        <translation>This can’t be done now</translation>
    </message>
    <message id="sorry.title-used">
        <source>표에 문제가 있습니다</source>
        <translation>There is a problem
with your ticket</translation>
    </message>
    <message id="sorry.title-used-gate">
        <source>문에 문제가 있습니다</source>
        <translation>A problem with the gate</translation>
    </message>
    <message id="sorry.again">
        <source>다시 하기</source>
        <translation>Try again</translation>
    </message>
    <message id="sorry.choose">
        <source>고르기</source>
        <translation>Pick again</translation>
    </message>
    <message id="sorry.show">
        <source>보이기</source>
        <translation>Show code</translation>
    </message>
    <message id="sorry.seen">
        <source>알겠어요</source>
        <translation>OK</translation>
    </message>
    <message id="sorry.coins.safe">
        <source>코인은 그대로입니다.</source>
        <translation>No coins were used.</translation>
    </message>
    <message id="sorry.coins.used">
        <source>코인을 썼습니다. 표는 꼭 드립니다.</source>
        <translation>Your coins were used. You will get your ticket.</translation>
    </message>
    <message id="sorry.coins.used-again">
        <source>코인은 전에 썼습니다. 표는 꼭 드립니다.</source>
        <translation>Already paid. You will get your ticket.</translation>
    </message>
    <message id="sorry.coins.used-gate">
        <source>코인을 썼습니다. 문은 꼭 열어 드립니다.</source>
        <translation>Your coins were used. We will open the gate.</translation>
    </message>
    <message id="sorry.coins.used-free">
        <source>코인은 안 썼습니다. 표는 꼭 드립니다.</source>
        <translation>No coins were used. You will get your ticket.</translation>
    </message>
    <message id="sorry.coins.used-free-gate">
        <source>코인은 안 썼습니다. 문은 꼭 열어 드립니다.</source>
        <translation>No coins were used. We will open the gate.</translation>
    </message>
    <message id="sorry.coins.used-transfer">
        <source>코인을 보냈습니다. 영수증은 꼭 드립니다.</source>
        <oldsource>코인을 보냈습니다. 표는 꼭 드립니다.</oldsource>
        <translation>Your coins were sent. You will get your receipts.</translation>
    </message>
    <message id="sorry.coins.used-top_up">
        <source>충전은 됐습니다. 영수증은 꼭 드립니다.</source>
        <oldsource>충전은 됐습니다. 표는 꼭 드립니다.</oldsource>
        <translation>The money was added. You will get your receipt.</translation>
    </message>
    <message id="sorry.coins.used-convert">
        <source>코인으로 바꿨습니다. 영수증은 꼭 드립니다.</source>
        <oldsource>코인으로 바꿨습니다. 표는 꼭 드립니다.</oldsource>
        <translation>Changed into coins. You will get your receipt.</translation>
    </message>
    <message id="sorry.coins.cash">
        <source>내신 현금은 직원이 돌려드립니다.</source>
        <translation>Staff return your cash.</translation>
    </message>
    <message id="sorry.coins.card-unknown">
        <source>아직 끝나지 않았습니다.</source>
        <translation>It is not finished yet.</translation>
    </message>
    <message id="sorry.coins.card-given-back">
        <source>없던 일이 됐습니다.</source>
        <translation>It has been undone.</translation>
    </message>
    <message id="sorry.coins.unknown">
        <source>코인을 썼는지 아직 모릅니다.</source>
        <translation>We don’t know yet if coins were used.</translation>
    </message>
    <message id="out-of-order.title">
        <source>지금은 쉬고 있습니다</source>
        <translation>Closed for the moment</translation>
    </message>
    <message id="out-of-order.help">
        <source>{desk}에서 도와 드립니다.</source>
        <translation>Help is at {desk}.</translation>
    </message>
    <message id="out-of-order.note">
        <source>점검 번호 {code}</source>
        <translation>Service number {code}</translation>
    </message>
    <message id="out-of-order.desk">
        <source>가까운 안내소</source>
        <translation>the nearest desk</translation>
    </message>
    <message id="out-of-order.coins.used">
        <source>코인을 썼습니다. 표는 꼭 드립니다.</source>
        <translation>Your coins were used. You will get your ticket.</translation>
    </message>
    <message id="out-of-order.coins.cash">
        <source>내신 현금은 직원이 돌려드립니다.</source>
        <translation>Staff will give your cash back.</translation>
    </message>
    <message id="out-of-order.coins.unknown">
        <source>코인을 썼는지 아직 모릅니다.</source>
        <translation>We don’t know yet if coins were used.</translation>
    </message>
    <message id="reason.not-ours.what">
        <source>다른 곳에서 쓰는 QR입니다.</source>
        <translation>This code is for something else.</translation>
    </message>
    <message id="reason.not-ours.todo">
        <source>코인 앱의 QR을 보여 주세요.</source>
        <translation>Please show the code of the coin app.</translation>
    </message>
    <message id="reason.broken-code.what">
        <source>QR이 온전하지 않습니다.</source>
        <translation>The code is not complete.</translation>
    </message>
    <message id="reason.broken-code.todo">
        <source>앱을 다시 열고 QR 전체를 보여 주세요.</source>
        <translation>Open the app again and show the whole code.</translation>
    </message>
    <message id="reason.wrong-type.what">
        <source>이 QR로는 살 수 없습니다.</source>
        <translation>You can’t buy with this code.</translation>
    </message>
    <message id="reason.wrong-type.todo">
        <source>코인 앱의 QR을 보여 주세요.</source>
        <translation>Please show the code of the coin app.</translation>
    </message>
    <message id="reason.unknown-key.what">
        <source>우리 구에서 만든 QR이 아닙니다.</source>
        <translation>This code is not from our district.</translation>
    </message>
    <message id="reason.unknown-key.todo">
        <source>코인 앱의 QR을 보여 주세요.</source>
        <translation>Please show the code of the coin app.</translation>
    </message>
    <message id="reason.wrong-scheme.what">
        <source>다른 지역의 QR입니다.</source>
        <translation>This code is from another area.</translation>
    </message>
    <message id="reason.wrong-scheme.todo">
        <source>우리 구 코인 앱의 QR을 보여 주세요.</source>
        <translation>Please show the code of our district’s coin app.</translation>
    </message>
    <message id="reason.too-old.what">
        <source>시간이 지난 QR입니다.</source>
        <translation>This code is too old.</translation>
    </message>
    <message id="reason.too-old.todo">
        <source>앱을 다시 열어 새 QR을 보여 주세요.</source>
        <translation>Open the app again and show the new code.</translation>
    </message>
    <message id="reason.too-early.what">
        <source>휴대폰의 시계가 맞지 않습니다.</source>
        <translation>The clock of your phone is wrong.</translation>
    </message>
    <message id="reason.too-early.todo">
        <source>시각을 맞추고 새 QR을 보여 주세요.</source>
        <translation>Set the time and show a new code.</translation>
    </message>
    <message id="reason.credential-expired.what">
        <source>쓸 수 있는 날이 지난 QR입니다.</source>
        <translation>This code is no longer valid.</translation>
    </message>
    <message id="reason.credential-expired.todo">
        <source>앱을 다시 열거나 직원에게 물어보세요.</source>
        <translation>Open the app again or ask our staff.</translation>
    </message>
    <message id="reason.kind-not-served.what">
        <source>여기서는 아직 못 쓰는 QR입니다.</source>
        <translation>This machine can’t use this code yet.</translation>
    </message>
    <message id="reason.kind-not-served.todo">
        <source>휴대폰의 QR을 보여 주세요.</source>
        <translation>Please show the code on your phone.</translation>
    </message>
    <message id="reason.already-used.what">
        <source>이미 한 번 쓴 QR입니다.</source>
        <translation>This code was used already.</translation>
    </message>
    <message id="reason.already-used.todo">
        <source>앱에서 새 QR을 보여 주세요.</source>
        <translation>Please show a new code from the app.</translation>
    </message>
    <message id="reason.not-enough.what">
        <source>코인이 모자랍니다.</source>
        <translation>You don’t have enough coins.</translation>
    </message>
    <message id="reason.not-enough.todo">
        <source>다른 것을 고르거나 코인을 모아 오세요.</source>
        <translation>Choose something else or bring more coins.</translation>
    </message>
    <message id="reason.revoked.what">
        <source>쓰지 못하게 된 QR입니다.</source>
        <translation>This code can’t be used any more.</translation>
    </message>
    <message id="reason.revoked.todo">
        <source>직원에게 물어보세요.</source>
        <translation>Please ask our staff.</translation>
    </message>
    <message id="reason.over-limit.what">
        <source>한 번에 이만큼은 못 씁니다.</source>
        <translation>That is too much at one time.</translation>
    </message>
    <message id="reason.over-limit.todo">
        <source>수를 줄여서 다시 해 주세요.</source>
        <translation>Choose fewer and try again.</translation>
    </message>
    <message id="reason.unknown-credential.what">
        <source>알 수 없는 QR입니다.</source>
        <translation>We don’t know this code.</translation>
    </message>
    <message id="reason.unknown-credential.todo">
        <source>앱을 다시 열어 새 QR을 보여 주세요.</source>
        <translation>Open the app again and show the new code.</translation>
    </message>
    <message id="reason.not-at-home.what">
        <source>다른 곳에서 쓰는 카드입니다.</source>
        <translation>This card is for another place.</translation>
    </message>
    <message id="reason.not-at-home.todo">
        <source>카드를 받으신 곳에서 써 주세요.</source>
        <translation>Use it where you got it.</translation>
    </message>
    <message id="reason.over-day-limit.what">
        <source>오늘은 이만큼 못 씁니다.</source>
        <translation>That is too much for today.</translation>
    </message>
    <message id="reason.over-day-limit.todo">
        <source>수를 줄이거나 내일 다시 와 주세요.</source>
        <translation>Choose fewer or come back tomorrow.</translation>
    </message>
    <message id="reason.credential-closed.what">
        <source>새것으로 바뀐 QR입니다.</source>
        <translation>A new code has replaced this one.</translation>
    </message>
    <message id="reason.credential-closed.todo">
        <source>새 카드나 앱의 새 QR을 보여 주세요.</source>
        <translation>Show your new card or the app’s new code.</translation>
    </message>
    <message id="reason.pin-blocked.what">
        <source>비밀번호가 여러 번 틀려 잠겼습니다.</source>
        <translation>Too many wrong PINs: it is locked.</translation>
    </message>
    <message id="reason.pin-blocked.todo">
        <source>직원에게 풀어 달라고 하세요.</source>
        <translation>Ask our staff to unlock it.</translation>
    </message>
    <message id="reason.pin-not-set.what">
        <source>아직 비밀번호가 없는 카드입니다.</source>
        <translation>This card has no PIN yet.</translation>
    </message>
    <message id="reason.pin-not-set.todo">
        <source>직원과 함께 비밀번호를 정해 주세요.</source>
        <translation>Set a PIN together with our staff.</translation>
    </message>
    <message id="reason.badge-pin-not-set.what">
        <source>아직 비밀번호가 없는 직원증입니다.</source>
        <translation>This badge has no PIN yet.</translation>
    </message>
    <message id="reason.badge-pin-not-set.todo">
        <source>다른 직원이 먼저 정해 주어야 합니다.</source>
        <translation>A colleague must set it first.</translation>
    </message>
    <message id="reason.badge-at-start.what">
        <source>직원증은 첫 화면에서만 씁니다.</source>
        <translation>A badge works on the first screen only.</translation>
    </message>
    <message id="reason.badge-at-start.todo">
        <source>‘직원 호출’을 누르고 다시 보여 주세요.</source>
        <translation>Press “Call staff” and show it again.</translation>
    </message>
    <message id="reason.phone-at-desk.what">
        <source>휴대폰에는 정할 비밀번호가 없습니다.</source>
        <translation>A phone has no PIN to set.</translation>
    </message>
    <message id="reason.phone-at-desk.todo">
        <source>카드나 직원증을 보여 주세요.</source>
        <translation>Please show a card or badge.</translation>
    </message>
    <message id="reason.not-a-carer.what">
        <source>이 카드를 돕기로 한 분이 아닙니다.</source>
        <translation>You are not named as a helper of this card.</translation>
    </message>
    <message id="reason.not-a-carer.todo">
        <source>카드를 다시 보여 주세요.</source>
        <translation>Please show the card again.</translation>
    </message>
    <message id="reason.carer-alone.what">
        <source>카드를 도와주시는 분의 QR입니다.</source>
        <translation>This is a helper’s code.</translation>
    </message>
    <message id="reason.carer-alone.todo">
        <source>카드를 보여 주세요.
아니면 ‘처음으로’를 누르세요.</source>
        <translation>Please show the card. To buy for yourself, press “Start over”.</translation>
    </message>
    <message id="reason.carer-receives.what">
        <source>받는 분은 카드를 도와줄 수 없습니다.</source>
        <translation>Who receives can&apos;t help with the card.</translation>
    </message>
    <message id="reason.carer-receives.todo">
        <source>카드를 다시 보여 주고 비밀번호를 누르세요.</source>
        <translation>Show the card again and key in its PIN.</translation>
    </message>
    <message id="reason.not-now.what">
        <source>지금은 할 수 없습니다.</source>
        <translation>This can’t be done now.</translation>
    </message>
    <message id="reason.not-now.todo">
        <source>잠시 뒤에 다시 해 주세요.</source>
        <translation>Please try again a little later.</translation>
    </message>
    <message id="reason.clock-no-time.what">
        <source>없는 날이나 시각입니다.</source>
        <translation>There is no such date or time.</translation>
    </message>
    <message id="reason.clock-no-time.todo">
        <source>날짜와 시각을 다시 눌러 주세요.</source>
        <translation>Enter date and time again.</translation>
    </message>
    <message id="reason.clock-too-early.what">
        <source>이미 지난 시각입니다.</source>
        <translation>That time has passed already.</translation>
    </message>
    <message id="reason.clock-too-early.todo">
        <source>날짜와 시각을 다시 눌러 주세요.</source>
        <translation>Enter date and time again.</translation>
    </message>
    <message id="reason.clock-too-late.what">
        <source>너무 먼 날입니다.</source>
        <translation>That day is too far away.</translation>
    </message>
    <message id="reason.clock-too-late.todo">
        <source>날짜와 시각을 다시 눌러 주세요.</source>
        <translation>Enter date and time again.</translation>
    </message>
    <message id="reason.clock-far.what">
        <source>기계가 아는 때보다 한참 뒤입니다.</source>
        <translation>That is much later than the machine believes.</translation>
    </message>
    <message id="reason.clock-far.todo">
        <source>맞으면 똑같이 한 번 더 눌러 주세요.</source>
        <translation>If it is right, enter the same once more.</translation>
    </message>
    <message id="reason.clock-known.what">
        <source>시계가 이미 맞습니다.</source>
        <translation>The clock is right already.</translation>
    </message>
    <message id="reason.clock-known.todo">
        <source>다시 맞추지 않으셔도 됩니다.</source>
        <translation>There is nothing to set.</translation>
    </message>
    <message id="reason.declined.what">
        <source>지금은 코인을 못 씁니다.</source>
        <translation>Coins can’t be used now.</translation>
    </message>
    <message id="reason.declined.todo">
        <source>직원에게 물어보세요.</source>
        <translation>Please ask our staff.</translation>
    </message>
    <message id="reason.stand-in-kind-not-allowed.what">
        <source>연결이 끊겨 코인을 못 씁니다.</source>
        <translation>The line is down: coins can’t be used.</translation>
    </message>
    <message id="reason.stand-in-kind-not-allowed.todo">
        <source>잠시 뒤에 다시 와 주세요.</source>
        <translation>Please come back a little later.</translation>
    </message>
    <message id="reason.stand-in-not-at-home.what">
        <source>연결이 끊겨 여기서는 못 씁니다.</source>
        <translation>The line is down: it can’t be used here.</translation>
    </message>
    <message id="reason.stand-in-not-at-home.todo">
        <source>직원에게 물어보세요.</source>
        <translation>Please ask our staff.</translation>
    </message>
    <message id="reason.stand-in-over-slice.what">
        <source>연결이 끊겨 쓸 코인이 모자랍니다.</source>
        <translation>The line is down: too few coins to use here.</translation>
    </message>
    <message id="reason.stand-in-over-slice.todo">
        <source>수를 줄이거나 잠시 뒤에 다시 와 주세요.</source>
        <translation>Choose fewer or come back a little later.</translation>
    </message>
    <message id="reason.stand-in-over-transaction-limit.what">
        <source>연결이 끊겨 한 번에 이만큼은 못 씁니다.</source>
        <translation>The line is down: that is too much at one time.</translation>
    </message>
    <message id="reason.stand-in-over-transaction-limit.todo">
        <source>수를 줄여서 다시 해 주세요.</source>
        <translation>Choose fewer and try again.</translation>
    </message>
    <message id="reason.stand-in-too-much-unsent.what">
        <source>연결이 오래 끊겨 코인을 못 씁니다.</source>
        <translation>The line is down for long: coins can’t be used.</translation>
    </message>
    <message id="reason.stand-in-too-much-unsent.todo">
        <source>직원에게 물어보세요.</source>
        <translation>Please ask our staff.</translation>
    </message>
    <message id="reason.stand-in-away-too-long.what">
        <source>연결이 오래 끊겨 코인을 못 씁니다.</source>
        <translation>The line is down for long: coins can’t be used.</translation>
    </message>
    <message id="reason.stand-in-away-too-long.todo">
        <source>직원에게 물어보세요.</source>
        <translation>Please ask our staff.</translation>
    </message>
    <message id="reason.stand-in-status-too-old.what">
        <source>연결이 오래 끊겨 코인을 못 씁니다.</source>
        <translation>The line is down for long: coins can’t be used.</translation>
    </message>
    <message id="reason.stand-in-status-too-old.todo">
        <source>직원에게 물어보세요.</source>
        <translation>Please ask our staff.</translation>
    </message>
    <message id="reason.stand-in-clock-unknown.what">
        <source>기계의 시계가 맞지 않습니다.</source>
        <translation>The machine’s clock is not right.</translation>
    </message>
    <message id="reason.stand-in-clock-unknown.todo">
        <source>직원에게 알려 주세요.</source>
        <translation>Please tell our staff.</translation>
    </message>
    <message id="reason.printer-paper-out.what">
        <source>표를 뽑을 종이가 없습니다.</source>
        <translation>There is no paper for tickets.</translation>
    </message>
    <message id="reason.printer-paper-out.todo">
        <source>종이를 채울 때까지 기다려 주세요.</source>
        <translation>Please wait until it is filled.</translation>
    </message>
    <message id="reason.printer-cover-open.what">
        <source>표 나오는 곳이 열려 있습니다.</source>
        <translation>The ticket printer is open.</translation>
    </message>
    <message id="reason.printer-cover-open.todo">
        <source>직원에게 알려 주세요.</source>
        <translation>Please tell our staff.</translation>
    </message>
    <message id="reason.printer-cutter.what">
        <source>표 나오는 곳이 막혔습니다.</source>
        <translation>The ticket slot is blocked.</translation>
    </message>
    <message id="reason.printer-cutter.todo">
        <source>직원에게 알려 주세요.</source>
        <translation>Please tell our staff.</translation>
    </message>
    <message id="reason.printer-offline.what">
        <source>표 뽑는 기계가 쉬고 있습니다.</source>
        <translation>The ticket printer is off.</translation>
    </message>
    <message id="reason.printer-offline.todo">
        <source>직원에게 알려 주세요.</source>
        <translation>Please tell our staff.</translation>
    </message>
    <message id="reason.printer-broken.what">
        <source>표 뽑는 기계가 고장 났습니다.</source>
        <translation>The ticket printer is broken.</translation>
    </message>
    <message id="reason.printer-broken.todo">
        <source>직원에게 알려 주세요.</source>
        <translation>Please tell our staff.</translation>
    </message>
    <message id="reason.printer-too-hot.what">
        <source>표 뽑는 기계가 뜨거워 쉽니다.</source>
        <translation>The ticket printer is too hot and rests.</translation>
    </message>
    <message id="reason.printer-too-hot.todo">
        <source>잠시 뒤에 다시 와 주세요.</source>
        <translation>Please come back a little later.</translation>
    </message>
    <message id="reason.printer-paper-unknown.what">
        <source>종이가 있는지 알 수 없습니다.</source>
        <translation>We can’t tell if there is paper.</translation>
    </message>
    <message id="reason.printer-paper-unknown.todo">
        <source>직원에게 알려 주세요.</source>
        <translation>Please tell our staff.</translation>
    </message>
    <message id="reason.printer-unreachable.what">
        <source>표 뽑는 기계를 찾지 못했습니다.</source>
        <translation>The ticket printer is not connected.</translation>
    </message>
    <message id="reason.printer-unreachable.todo">
        <source>직원에게 알려 주세요.</source>
        <translation>Please tell our staff.</translation>
    </message>
    <message id="reason.readers-lost.what">
        <source>QR 읽는 기계를 찾지 못했습니다.</source>
        <translation>The code reader was not found.</translation>
    </message>
    <message id="reason.readers-lost.todo">
        <source>직원에게 알려 주세요.</source>
        <translation>Please tell our staff.</translation>
    </message>
    <message id="reason.print-unknown.what">
        <source>표가 나왔는지 알 수 없습니다.</source>
        <translation>We can’t tell if your ticket came out.</translation>
    </message>
    <message id="reason.print-unknown.todo">
        <source>표가 없으면 QR을 다시 보여 주세요.</source>
        <translation>If you have no ticket, show your code again.</translation>
    </message>
    <message id="reason.print-failed.what">
        <source>표를 뽑지 못했습니다.</source>
        <translation>Your ticket was not printed.</translation>
    </message>
    <message id="reason.print-failed.todo">
        <source>잠시 뒤에 QR을 다시 보여 주세요.</source>
        <translation>Show your code again a little later.</translation>
    </message>
    <message id="reason.sold-out.what">
        <source>오늘 것은 다 팔렸습니다.</source>
        <translation>Sold out for today.</translation>
    </message>
    <message id="reason.sold-out.todo">
        <source>다른 것을 골라 주세요.</source>
        <translation>Please choose something else.</translation>
    </message>
    <message id="reason.closed-now.what">
        <source>지금은 받지 않는 시간입니다.</source>
        <translation>This is not open at this time.</translation>
    </message>
    <message id="reason.closed-now.todo">
        <source>언제 받는지 직원에게 물어보세요.</source>
        <translation>Please ask staff when it is open.</translation>
    </message>
    <message id="reason.not-entitled.what">
        <source>정해진 분만 사실 수 있습니다.</source>
        <translation>Only certain people can buy this.</translation>
    </message>
    <message id="reason.not-entitled.todo">
        <source>다른 것을 고르거나 직원에게 물어보세요.</source>
        <translation>Choose something else or ask staff.</translation>
    </message>
    <message id="reason.nothing-to-cancel.what">
        <source>오늘 여기서 사신 표가 없습니다.</source>
        <translation>You bought no ticket here today.</translation>
    </message>
    <message id="reason.nothing-to-cancel.todo">
        <source>표가 있으면 직원에게 보여 주세요.</source>
        <translation>If you have a ticket, show it to staff.</translation>
    </message>
    <message id="reason.too-late-to-cancel.what">
        <source>표를 돌려줄 시간이 지났습니다.</source>
        <translation>The time to return it has passed.</translation>
    </message>
    <message id="reason.too-late-to-cancel.todo">
        <source>사신 표는 그대로 쓰실 수 있습니다.</source>
        <translation>You can still use your ticket.</translation>
    </message>
    <message id="reason.unknown-plate.what">
        <source>그 번호의 차가 없습니다.</source>
        <translation>There is no car with that number.</translation>
    </message>
    <message id="reason.unknown-plate.todo">
        <source>번호판을 보고 다시 눌러 주세요.</source>
        <translation>Look at the plate and try again.</translation>
    </message>
    <message id="reason.already-left.what">
        <source>이미 나간 차입니다.</source>
        <translation>That car has already left.</translation>
    </message>
    <message id="reason.already-left.todo">
        <source>번호판을 보고 다시 눌러 주세요.</source>
        <translation>Look at the plate and try again.</translation>
    </message>
    <message id="reason.quote-expired.what">
        <source>시간이 지나 값이 바뀌었습니다.</source>
        <translation>Time has passed and the price changed.</translation>
    </message>
    <message id="reason.quote-expired.todo">
        <source>다시 하면 새 값을 알려 드립니다.</source>
        <translation>Try again to see the new price.</translation>
    </message>
    <message id="reason.partner-away.what">
        <source>지금은 찾아 드릴 수 없습니다.</source>
        <translation>We cannot find it right now.</translation>
    </message>
    <message id="reason.partner-away.todo">
        <source>잠시 뒤에 다시 하거나 직원을 부르세요.</source>
        <translation>Try again later or call staff.</translation>
    </message>
    <message id="reason.partner-babbles.what">
        <source>지금은 찾아 드릴 수 없습니다.</source>
        <translation>We cannot find it right now.</translation>
    </message>
    <message id="reason.partner-babbles.todo">
        <source>직원을 불러 주세요.</source>
        <translation>Please call staff.</translation>
    </message>
    <message id="reason.course-full.what">
        <source>자리가 다 찼습니다.</source>
        <translation>All places are taken.</translation>
    </message>
    <message id="reason.course-full.todo">
        <source>다른 강좌를 골라 주세요.</source>
        <translation>Please choose another course.</translation>
    </message>
    <message id="reason.course-full-here.what">
        <source>여기서 드릴 자리가 없습니다.</source>
        <translation>No seats are left here.</translation>
    </message>
    <message id="reason.course-full-here.todo">
        <source>남은 자리는 직원에게 물어보세요.</source>
        <translation>Please ask staff for other seats.</translation>
    </message>
    <message id="reason.over-month-limit.what">
        <source>이달에는 이만큼 못 씁니다.</source>
        <translation>Not this much this month.</translation>
    </message>
    <message id="reason.over-month-limit.todo">
        <source>수를 줄이거나 다음 달에 다시 와 주세요.</source>
        <translation>Take fewer or come again next month.</translation>
    </message>
    <message id="reason.not-accepted-here.what">
        <source>여기서는 못 쓰는 코인입니다.</source>
        <translation>These coins cannot be used here.</translation>
    </message>
    <message id="reason.not-accepted-here.todo">
        <source>직원에게 물어보세요.</source>
        <translation>Please ask staff.</translation>
    </message>
    <message id="reason.no-pass.what">
        <source>사신 이용권이 없습니다.</source>
        <translation>You have no pass.</translation>
    </message>
    <message id="reason.no-pass.todo">
        <source>이용권 사기나 한 번 입장을 골라 주세요.</source>
        <translation>Choose a pass or a single visit.</translation>
    </message>
    <message id="reason.pass-used-up.what">
        <source>이용권을 다 쓰셨습니다.</source>
        <translation>Your pass is used up.</translation>
    </message>
    <message id="reason.pass-used-up.todo">
        <source>새 이용권이나 한 번 입장을 골라 주세요.</source>
        <translation>Choose a new pass or a single visit.</translation>
    </message>
    <message id="reason.pass-unknown.what">
        <source>지금은 이용권을 확인할 수 없습니다.</source>
        <translation>Your pass can&apos;t be checked now.</translation>
    </message>
    <message id="reason.pass-unknown.todo">
        <source>한 번 입장을 고르시거나 직원에게 물어보세요.</source>
        <translation>Choose a single visit, or ask staff.</translation>
    </message>
    <message id="reason.unknown-order.what">
        <source>그런 주문이 없습니다.</source>
        <translation>There is no such order.</translation>
    </message>
    <message id="reason.unknown-order.todo">
        <source>주문 번호를 보고 다시 눌러 주세요.</source>
        <translation>Look at the order number and try again.</translation>
    </message>
    <message id="reason.order-collected.what">
        <source>이미 가져가신 주문입니다.</source>
        <translation>This order was already taken.</translation>
    </message>
    <message id="reason.order-collected.todo">
        <source>받지 않으셨으면 직원을 부르세요.</source>
        <translation>If you did not get it, call staff.</translation>
    </message>
    <message id="reason.earn-cap-day.what">
        <source>오늘 받을 코인을 다 받으셨습니다.</source>
        <translation>You have all of today’s coins.</translation>
    </message>
    <message id="reason.earn-cap-day.todo">
        <source>내일 다시 와 주세요.</source>
        <translation>Please come again tomorrow.</translation>
    </message>
    <message id="reason.earn-cap-approver.what">
        <source>이 직원은 오늘 더 드릴 수 없습니다.</source>
        <translation>This person cannot give more today.</translation>
    </message>
    <message id="reason.earn-cap-approver.todo">
        <source>다른 직원을 불러 주세요.</source>
        <translation>Please call other staff.</translation>
    </message>
    <message id="reason.earn-cap-kiosk.what">
        <source>오늘 여기서 드릴 코인이 다 나갔습니다.</source>
        <translation>Today’s coins here are all given.</translation>
    </message>
    <message id="reason.earn-cap-kiosk.todo">
        <source>내일 다시 와 주세요.</source>
        <translation>Please come again tomorrow.</translation>
    </message>
    <message id="reason.not-a-badge.what">
        <source>직원증이 아닙니다.</source>
        <translation>This is not a staff badge.</translation>
    </message>
    <message id="reason.not-a-badge.todo">
        <source>직원을 불러 주세요.</source>
        <translation>Please call staff.</translation>
    </message>
    <message id="reason.counter-away.what">
        <source>세는 기계가 쉬고 있습니다.</source>
        <translation>The counter is resting.</translation>
    </message>
    <message id="reason.counter-away.todo">
        <source>직원을 불러 주세요.</source>
        <translation>Please call staff.</translation>
    </message>
    <message id="reason.nothing-counted.what">
        <source>넣은 것이 없습니다.</source>
        <translation>Nothing was put in.</translation>
    </message>
    <message id="reason.nothing-counted.todo">
        <source>하나씩 넣고 다시 해 주세요.</source>
        <translation>Put them in one by one and try again.</translation>
    </message>
    <message id="reason.count-used.what">
        <source>이미 코인으로 받으신 것입니다.</source>
        <translation>You already got coins for these.</translation>
    </message>
    <message id="reason.count-used.todo">
        <source>새로 넣고 다시 해 주세요.</source>
        <translation>Put in new ones and try again.</translation>
    </message>
    <message id="reason.gate-unreachable.what">
        <source>문을 여는 기계를 찾지 못했습니다.</source>
        <translation>The gate cannot be found.</translation>
    </message>
    <message id="reason.gate-unreachable.todo">
        <source>직원을 불러 주세요.</source>
        <translation>Please call staff.</translation>
    </message>
    <message id="reason.gate-stuck.what">
        <source>문이 열리지 않습니다.</source>
        <translation>The gate does not open.</translation>
    </message>
    <message id="reason.gate-stuck.todo">
        <source>직원을 불러 주세요.</source>
        <translation>Please call staff.</translation>
    </message>
    <message id="reason.gate-failed.what">
        <source>문을 열지 못했습니다.</source>
        <translation>The gate could not be opened.</translation>
    </message>
    <message id="reason.gate-failed.todo">
        <source>QR을 다시 보여 주거나 직원을 부르세요.</source>
        <translation>Show your QR again or call staff.</translation>
    </message>
    <message id="reason.gate-unknown.what">
        <source>문이 열렸는지 알 수 없습니다.</source>
        <translation>We do not know if the gate opened.</translation>
    </message>
    <message id="reason.gate-unknown.todo">
        <source>닫혀 있으면 QR을 다시 보여 주세요.</source>
        <translation>If it is closed, show your QR again.</translation>
    </message>
    <message id="reason.card-declined.what">
        <source>은행 카드로 낼 수 없었습니다.</source>
        <translation>The bank card did not work.</translation>
    </message>
    <message id="reason.card-declined.todo">
        <source>다른 카드로 하거나 직원을 부르세요.</source>
        <translation>Try another card or call staff.</translation>
    </message>
    <message id="reason.card-unknown.what">
        <source>은행 카드로 냈는지 아직 모릅니다.</source>
        <translation>We do not know yet if the card paid.</translation>
    </message>
    <message id="reason.card-unknown.todo">
        <source>냈으면 돌려 드립니다. 직원을 부르세요.</source>
        <translation>If it did, you get it back. Call staff.</translation>
    </message>
    <message id="reason.card-terminal-away.what">
        <source>은행 카드 기계가 쉬고 있습니다.</source>
        <translation>The bank card machine is resting.</translation>
    </message>
    <message id="reason.card-terminal-away.todo">
        <source>직원을 불러 주세요.</source>
        <translation>Please call staff.</translation>
    </message>
    <message id="reason.card-given-back.what">
        <source>카드로 낸 돈은 돌려 드립니다.</source>
        <translation>What the card paid is given back.</translation>
    </message>
    <message id="reason.card-given-back.todo">
        <source>처음부터 다시 해 주세요.</source>
        <translation>Please begin again.</translation>
    </message>
    <message id="reason.node-away.what">
        <source>지금은 연결이 끊겨 할 수 없습니다.</source>
        <oldsource>지금은 연결이 끊겨 알아볼 수 없습니다.</oldsource>
        <translation>The line is down, we cannot do it now.</translation>
    </message>
    <message id="reason.node-away.todo">
        <source>잠시 뒤에 다시 해 주세요.</source>
        <translation>The line is down, we cannot do it now.</translation>
    </message>
    <message id="reason.offer-away.what">
        <source>이 화면의 QR은 지금 쓸 수 없습니다.</source>
        <translation>The QR on this screen does not work now.</translation>
    </message>
    <message id="reason.offer-away.todo">
        <source>휴대폰이나 카드를 보여 주세요.</source>
        <translation>Show your phone or card.</translation>
    </message>
    <message id="reason.wrong-challenge.what">
        <source>다른 일에 쓰려던 QR입니다.</source>
        <translation>This QR was made for something else.</translation>
    </message>
    <message id="reason.wrong-challenge.todo">
        <source>앱에서 새 QR을 보여 주세요.</source>
        <translation>Show a new QR from the app.</translation>
    </message>
    <message id="reason.age-not-met.what">
        <source>정해진 나이부터 받으실 수 있습니다.</source>
        <translation>You have to be older for this.</translation>
    </message>
    <message id="reason.age-not-met.todo">
        <source>직원에게 물어보세요.</source>
        <translation>Please ask staff.</translation>
    </message>
    <message id="reason.amount-zero.what">
        <source>금액을 누르지 않으셨습니다.</source>
        <translation>No amount was entered.</translation>
    </message>
    <message id="reason.amount-zero.todo">
        <source>금액을 눌러 주세요.</source>
        <translation>Please enter the amount.</translation>
    </message>
    <message id="reason.amount-too-large.what">
        <source>그렇게 큰 금액은 안 됩니다.</source>
        <translation>That amount is too large.</translation>
    </message>
    <message id="reason.amount-too-large.todo">
        <source>금액을 줄이거나 직원을 부르세요.</source>
        <translation>Enter less or call staff.</translation>
    </message>
    <message id="reason.amount-too-small.what">
        <source>금액이 너무 작습니다.</source>
        <translation>That amount is too small.</translation>
    </message>
    <message id="reason.amount-too-small.todo">
        <source>더 큰 금액을 눌러 주세요.</source>
        <translation>Please key in a larger one.</translation>
    </message>
    <message id="reason.amount-no-step.what">
        <source>끝자리가 맞지 않는 금액입니다.</source>
        <translation>That amount can&apos;t be topped up.</translation>
    </message>
    <message id="reason.amount-no-step.todo">
        <source>화면에 적힌 대로 다시 눌러 주세요.</source>
        <translation>Please key it in as the page says.</translation>
    </message>
    <message id="reason.charge-day-limit.what">
        <source>오늘은 그만큼 더 충전할 수 없습니다.</source>
        <translation>You can&apos;t top up so much more today.</translation>
    </message>
    <message id="reason.charge-day-limit.todo">
        <source>더 적게 충전하거나 내일 다시 오세요.</source>
        <translation>Top up less, or come again tomorrow.</translation>
    </message>
    <message id="reason.charge-month-limit.what">
        <source>이달에는 그만큼 더 충전할 수 없습니다.</source>
        <translation>You can&apos;t top up so much more this month.</translation>
    </message>
    <message id="reason.charge-month-limit.todo">
        <source>더 적게 충전하거나 다음 달에 오세요.</source>
        <translation>Top up less, or come again next month.</translation>
    </message>
    <message id="reason.charge-badge-limit.what">
        <source>이 직원은 오늘 현금을 더 받을 수 없습니다.</source>
        <translation>This staff member can&apos;t take more cash today.</translation>
    </message>
    <message id="reason.charge-badge-limit.todo">
        <source>돈을 돌려받고 다른 직원을 불러 주세요.</source>
        <translation>Take your money back and call other staff.</translation>
    </message>
    <message id="reason.charge-kiosk-limit.what">
        <source>이 기계는 오늘 그만큼 더 받을 수 없습니다.</source>
        <translation>This machine can&apos;t take that much more today.</translation>
    </message>
    <message id="reason.charge-kiosk-limit.todo">
        <source>금액을 줄이거나 내일 다시 오세요.</source>
        <translation>Choose less, or come again tomorrow.</translation>
    </message>
    <message id="reason.cash-left.what">
        <source>충전을 다 하지 못했습니다.</source>
        <translation>The top-up was not finished.</translation>
    </message>
    <message id="reason.cash-left.todo">
        <source>직원에게서 현금을 돌려받으세요.</source>
        <translation>Get your cash back from staff.</translation>
    </message>
    <message id="reason.nothing-to-pay.what">
        <source>낼 것이 없습니다.</source>
        <translation>There is nothing to pay.</translation>
    </message>
    <message id="reason.nothing-to-pay.todo">
        <source>그냥 나가시면 됩니다.</source>
        <translation>You may just leave.</translation>
    </message>
    <message id="reason.too-few-brought.what">
        <source>아직 모자랍니다. 코인이 되지 않습니다.</source>
        <translation>Not enough yet for a coin.</translation>
    </message>
    <message id="reason.too-few-brought.todo">
        <source>더 모아서 다시 와 주세요.</source>
        <translation>Collect more and come again.</translation>
    </message>
    <message id="reason.quote-differs.what">
        <source>값이 서로 맞지 않습니다.</source>
        <translation>The prices do not agree.</translation>
    </message>
    <message id="reason.quote-differs.todo">
        <source>직원을 불러 주세요.</source>
        <translation>Please call staff.</translation>
    </message>
    <message id="reason.cancel-at-desk.what">
        <source>은행 카드로도 내신 표입니다.</source>
        <translation>Part was paid by bank card.</translation>
    </message>
    <message id="reason.cancel-at-desk.todo">
        <source>안내 데스크에 돌려주세요.</source>
        <translation>Return it at the desk.</translation>
    </message>
    <message id="reason.under-one-coin.what">
        <source>한 코인이 안 되는 돈입니다.</source>
        <translation>It is less than one coin.</translation>
    </message>
    <message id="reason.under-one-coin.todo">
        <source>직원에게 내 주세요.</source>
        <translation>Please pay staff.</translation>
    </message>
    <message id="reason.already-paid.what">
        <source>이미 내신 차입니다.</source>
        <translation>This car has been paid for.</translation>
    </message>
    <message id="reason.already-paid.todo">
        <source>직원을 불러 주세요.</source>
        <translation>Please call staff.</translation>
    </message>
    <message id="reason.renew-code.what">
        <source>지난달에 받은 QR입니다.</source>
        <translation>This code is from last month.</translation>
    </message>
    <message id="reason.renew-code.todo">
        <source>앱에서 QR을 새로 받아 주세요.</source>
        <translation>Get a new code in the app.</translation>
    </message>
    <message id="reason.payee-refused.what">
        <source>받는 분의 QR로는 받을 수 없습니다.</source>
        <translation>This code can&apos;t receive anything.</translation>
    </message>
    <message id="reason.payee-refused.todo">
        <source>받는 분의 앱에서 새 QR을 보여 주세요.</source>
        <translation>Show a new code from the receiver&apos;s app.</translation>
    </message>
    <message id="reason.same-person.what">
        <source>보내는 분과 받는 분이 같습니다.</source>
        <translation>Sender and receiver are the same person.</translation>
    </message>
    <message id="reason.same-person.todo">
        <source>받는 분의 QR을 먼저 보여 주세요.</source>
        <translation>Show the receiver&apos;s code first.</translation>
    </message>
    <message id="reason.unknown-number.what">
        <source>그런 번호가 없습니다.</source>
        <translation>There is no such number.</translation>
    </message>
    <message id="reason.unknown-number.todo">
        <source>앱에 나온 번호를 보고 다시 눌러 주세요.</source>
        <translation>Look at the app and enter it again.</translation>
    </message>
    <message id="reason.too-many-tries.what">
        <source>번호가 여러 번 틀렸습니다.</source>
        <translation>The number was wrong several times.</translation>
    </message>
    <message id="reason.too-many-tries.todo">
        <source>1분쯤 뒤에 다시 하거나 직원을 부르세요.</source>
        <translation>Try again in a minute, or call staff.</translation>
    </message>
    <message id="reason.too-few-points.what">
        <source>포인트가 모자랍니다.</source>
        <translation>There are too few points.</translation>
    </message>
    <message id="reason.too-few-points.todo">
        <source>앱에서 포인트를 확인해 주세요.</source>
        <translation>Look at your points in the app.</translation>
    </message>
    <message id="reason.slip-unprintable.what">
        <source>표를 만들지 못했습니다.</source>
        <translation>Your ticket could not be made.</translation>
    </message>
    <message id="reason.slip-unprintable.todo">
        <source>직원에게 알려 주세요.</source>
        <translation>Please tell our staff.</translation>
    </message>
    <message id="reason.bug.what">
        <source>기계에 문제가 생겼습니다.</source>
        <translation>Something is wrong with the machine.</translation>
    </message>
    <message id="reason.bug.todo">
        <source>직원에게 알려 주세요.</source>
        <translation>Please tell our staff.</translation>
    </message>
    <message id="reason.ledger.what">
        <source>기계가 잠시 고장 났습니다.</source>
        <translation>The machine is broken.</translation>
    </message>
    <message id="reason.ledger.todo">
        <source>직원에게 알려 주세요.</source>
        <translation>Please tell our staff.</translation>
    </message>
    <message id="reason.kiosk-retired.what">
        <source>이 기계는 이제 쓰지 않습니다.</source>
        <translation>This machine is no longer in use.</translation>
    </message>
    <message id="reason.kiosk-retired.todo">
        <source>직원에게 알려 주세요.</source>
        <translation>Please tell our staff.</translation>
    </message>
    <message id="reason.power.what">
        <source>전기가 나가서 잠시 쉽니다.</source>
        <translation>The power is out. We are closed for now.</translation>
    </message>
    <message id="reason.power.todo">
        <source>잠시 기다려 주세요.</source>
        <translation>Please wait a moment.</translation>
    </message>
    <message id="reason.setup.what">
        <source>기계가 아직 준비되지 않았습니다.</source>
        <translation>The machine is not ready yet.</translation>
    </message>
    <message id="reason.setup.todo">
        <source>직원에게 알려 주세요.</source>
        <translation>Please tell our staff.</translation>
    </message>
    <message id="in-won.said.withheld">
        <source>돈과 이름은 이어폰을 꽂으시면 읽어 드립니다</source>
        <translation>Plug in a headset to hear money and names</translation>
    </message>
    <message id="in-won.wait.printing">
        <source>돈을 썼습니다
표를 뽑고 있습니다</source>
        <translation>Your money is used.
Printing your ticket</translation>
    </message>
    <message id="in-won.wait.printing-transfer">
        <source>돈을 보냈습니다
영수증을 뽑고 있습니다</source>
        <oldsource>돈을 보냈습니다
표를 뽑고 있습니다</oldsource>
        <translation>Your money is sent.
Printing your receipts</translation>
    </message>
    <message id="in-won.wait.printing-convert">
        <source>돈으로 바꿨습니다
영수증을 뽑고 있습니다</source>
        <oldsource>돈으로 바꿨습니다
표를 뽑고 있습니다</oldsource>
        <translation>Changed into money.
Printing your receipt</translation>
    </message>
    <message id="in-won.staff.line.coins">
        <source>돈</source>
        <translation>Money</translation>
    </message>
    <message id="in-won.staff.line.node">
        <source>시청과 연결</source>
        <translation>City office</translation>
    </message>
    <message id="in-won.note.earned">
        <source>받을 돈</source>
        <translation>You receive</translation>
    </message>
    <message id="in-won.confirm.in-coins">
        <source>지역 화폐로</source>
        <translation>In local money</translation>
    </message>
    <message id="in-won.confirm.coming">
        <source>곧 들어올 돈</source>
        <translation>Money to come</translation>
    </message>
    <message id="in-won.confirm.use">
        <source>쓰는 돈</source>
        <translation>You pay</translation>
    </message>
    <message id="in-won.confirm.left">
        <source>남는 돈</source>
        <translation>Left after</translation>
    </message>
    <message id="in-won.confirm.give">
        <source>기부할 돈</source>
        <translation>Money to give</translation>
    </message>
    <message id="in-won.confirm.earn">
        <source>받을 돈</source>
        <translation>You receive</translation>
    </message>
    <message id="in-won.confirm.send">
        <source>보낼 돈</source>
        <translation>You send</translation>
    </message>
    <message id="in-won.confirm.top_up">
        <source>충전할 돈</source>
        <translation>You add</translation>
    </message>
    <message id="in-won.confirm.convert">
        <source>받을 돈</source>
        <translation>You receive</translation>
    </message>
    <message id="in-won.confirm.comes">
        <source>들어올 돈</source>
        <translation>Coming in</translation>
    </message>
    <message id="in-won.confirm.back">
        <source>돌아올 돈</source>
        <translation>You get back</translation>
    </message>
    <message id="in-won.confirm.readback">
        <source>{item}, {coins}. 남는 돈 {left:,}원. 맞습니까?</source>
        <translation>{item}, {coins}. Left: {left:,} won. Is this right?</translation>
    </message>
    <message id="in-won.confirm.readback-won">
        <source>{item}, {coins} {won}. 남는 돈 {left:,}원. 맞습니까?</source>
        <translation>{item}, {coins} {won}. Left: {left:,} won. Is this right?</translation>
    </message>
    <message id="in-won.confirm.readback-transfer">
        <source>{item}, {coins}. 더 보낼 수 있는 돈 {left:,}원. 맞습니까?</source>
        <translation>{item}, {coins}. You can still send {left:,} won. Is this right?</translation>
    </message>
    <message id="in-won.confirm.readback-won-transfer">
        <source>{item}, {coins} {won}. 더 보낼 수 있는 돈 {left:,}원. 맞습니까?</source>
        <translation>{item}, {coins} {won}. You can still send {left:,} won. Is this right?</translation>
    </message>
    <message id="in-won.confirm.readback-offline">
        <source>{item}, {coins}. 여기 남는 돈 {left:,}원. 맞습니까?</source>
        <translation>{item}, {coins}. Left here: {left:,} won. Is this right?</translation>
    </message>
    <message id="in-won.confirm.readback-won-offline">
        <source>{item}, {coins} {won}. 여기 남는 돈 {left:,}원. 맞습니까?</source>
        <translation>{item}, {coins} {won}. Left here: {left:,} won. Is this right?</translation>
    </message>
    <message id="in-won.confirm.readback-earn">
        <source>{item}. 받을 돈 {coins}. 맞습니까?</source>
        <translation>{item}. You receive {coins}. Is this right?</translation>
    </message>
    <message id="in-won.confirm.readback-reverse">
        <source>{item}, 돌려주기. 돌아올 돈 {coins}. 맞습니까?</source>
        <translation>Return {item}. You get back {coins}. Is this right?</translation>
    </message>
    <message id="in-won.confirm.readback-free">
        <source>{item}. 돈은 쓰지 않습니다. 맞습니까?</source>
        <translation>{item}. No money is used. Is this right?</translation>
    </message>
    <message id="in-won.confirm.note-earn">
        <source>‘맞습니다’를 누르면
돈을 받습니다.</source>
        <translation>Press ‘Yes’,
and you receive money.</translation>
    </message>
    <message id="in-won.confirm.note-collect">
        <source>돈은 쓰지 않습니다.</source>
        <translation>No money is used.</translation>
    </message>
    <message id="in-won.confirm.note-transfer">
        <source>‘맞습니다’를 누르면
돈을 보냅니다.</source>
        <translation>Press ‘Yes’
to send.</translation>
    </message>
    <message id="in-won.confirm.readback-convert">
        <source>{item}. 받을 돈 {coins}. 맞습니까?</source>
        <translation>{item}. You receive {coins}. Is this right?</translation>
    </message>
    <message id="in-won.confirm.title-reverse">
        <source>표를 돌려주고
돈을 받을까요?</source>
        <translation>Return this ticket
for money?</translation>
    </message>
    <message id="in-won.thanks.coming">
        <source>곧 들어올 돈</source>
        <translation>Money to come</translation>
    </message>
    <message id="in-won.thanks.title-earn">
        <source>돈을 받으셨습니다</source>
        <translation>You received money</translation>
    </message>
    <message id="in-won.thanks.used">
        <source>쓴 돈</source>
        <translation>You paid</translation>
    </message>
    <message id="in-won.thanks.used-again">
        <source>그때 쓴 돈</source>
        <translation>Paid before</translation>
    </message>
    <message id="in-won.thanks.left">
        <source>남은 돈</source>
        <translation>You have left</translation>
    </message>
    <message id="in-won.thanks.earn">
        <source>받은 돈</source>
        <translation>Money received</translation>
    </message>
    <message id="in-won.thanks.donate">
        <source>기부한 돈</source>
        <translation>Money given</translation>
    </message>
    <message id="in-won.thanks.reverse">
        <source>돌아오는 돈</source>
        <translation>Coming back</translation>
    </message>
    <message id="in-won.thanks.title-reverse">
        <source>돈이 돌아옵니다</source>
        <translation>Your money comes back</translation>
    </message>
    <message id="in-won.thanks.title-transfer">
        <source>돈을 보냈습니다</source>
        <translation>Your money is sent</translation>
    </message>
    <message id="in-won.thanks.title-convert">
        <source>돈으로 바꿨습니다</source>
        <translation>Changed into money</translation>
    </message>
    <message id="in-won.thanks.transfer">
        <source>보낸 돈</source>
        <translation>Sent</translation>
    </message>
    <message id="in-won.thanks.top_up">
        <source>충전한 돈</source>
        <translation>Added</translation>
    </message>
    <message id="in-won.thanks.convert">
        <source>받은 돈</source>
        <translation>Received</translation>
    </message>
    <message id="in-won.certainty.recorded-earn">
        <source>적어 두었습니다.
곧 돈이 들어옵니다.</source>
        <translation>It is noted.
Your money comes soon.</translation>
    </message>
    <message id="in-won.certainty.recorded-top_up">
        <source>충전한 돈은
곧 들어옵니다.</source>
        <oldsource>적어 두었습니다.
곧 돈이 들어옵니다.</oldsource>
        <translation>The money comes
soon.</translation>
    </message>
    <message id="in-won.certainty.confirmed">
        <source>확인을 마쳤습니다</source>
        <translation>It is confirmed</translation>
    </message>
    <message id="in-won.certainty.refused">
        <source>돈은 그대로입니다</source>
        <translation>No money was used</translation>
    </message>
    <message id="in-won.reprint.message">
        <source>돈을 더 쓰지 않습니다.
이미 받으셨으면 ‘이전’을 누르세요.</source>
        <translation>It uses no more money.
If you have it, press “Back”.</translation>
    </message>
    <message id="in-won.reprint.message-gate">
        <source>돈을 더 쓰지 않습니다.
이미 지나가셨으면 ‘이전’을 누르세요.</source>
        <translation>No more money is used.
If you went through, press “Back”.</translation>
    </message>
    <message id="in-won.told.leftover-declined">
        <source>지금은 기부할 수 없습니다. 돈은 그대로입니다.</source>
        <translation>The gift is not possible now. Your money is safe.</translation>
    </message>
    <message id="in-won.tell.title">
        <source>남은 돈입니다</source>
        <translation>Your money</translation>
    </message>
    <message id="in-won.tell.title-moves">
        <source>쓰고 받은 돈</source>
        <translation>Used and received</translation>
    </message>
    <message id="in-won.tell.label">
        <source>남은 돈</source>
        <translation>Money left</translation>
    </message>
    <message id="in-won.tell.kind.spend">
        <source>쓴 돈</source>
        <translation>Used</translation>
    </message>
    <message id="in-won.tell.kind.earn">
        <source>받은 돈</source>
        <translation>Received</translation>
    </message>
    <message id="in-won.tell.kind.top_up">
        <source>채운 돈</source>
        <translation>Topped up</translation>
    </message>
    <message id="in-won.tell.kind.convert">
        <source>바꾼 돈</source>
        <translation>Exchanged</translation>
    </message>
    <message id="in-won.sorry.coins.safe">
        <source>돈은 그대로입니다.</source>
        <translation>No money was used.</translation>
    </message>
    <message id="in-won.sorry.coins.used">
        <source>돈을 썼습니다. 표는 꼭 드립니다.</source>
        <translation>Your money was used. You will get your ticket.</translation>
    </message>
    <message id="in-won.sorry.coins.used-again">
        <source>돈은 전에 썼습니다. 표는 꼭 드립니다.</source>
        <translation>Already paid. You will get your ticket.</translation>
    </message>
    <message id="in-won.sorry.coins.used-gate">
        <source>돈을 썼습니다. 문은 꼭 열어 드립니다.</source>
        <translation>Your money was used. We will open the gate.</translation>
    </message>
    <message id="in-won.sorry.coins.used-free">
        <source>돈은 안 썼습니다. 표는 꼭 드립니다.</source>
        <translation>No money was used. You will get your ticket.</translation>
    </message>
    <message id="in-won.sorry.coins.used-free-gate">
        <source>돈은 안 썼습니다. 문은 꼭 열어 드립니다.</source>
        <translation>No money was used. We will open the gate.</translation>
    </message>
    <message id="in-won.sorry.coins.used-transfer">
        <source>돈을 보냈습니다. 영수증은 꼭 드립니다.</source>
        <oldsource>돈을 보냈습니다. 표는 꼭 드립니다.</oldsource>
        <translation>Your money was sent. You will get your receipts.</translation>
    </message>
    <message id="in-won.sorry.coins.used-convert">
        <source>돈으로 바꿨습니다. 영수증은 꼭 드립니다.</source>
        <oldsource>돈으로 바꿨습니다. 표는 꼭 드립니다.</oldsource>
        <translation>Changed into money. You will get your receipt.</translation>
    </message>
    <message id="in-won.sorry.coins.unknown">
        <source>돈을 썼는지 아직 모릅니다.</source>
        <translation>We don’t know yet if money was used.</translation>
    </message>
    <message id="in-won.out-of-order.coins.used">
        <source>돈을 썼습니다. 표는 꼭 드립니다.</source>
        <translation>Your money was used. You will get your ticket.</translation>
    </message>
    <message id="in-won.out-of-order.coins.unknown">
        <source>돈을 썼는지 아직 모릅니다.</source>
        <translation>We don’t know yet if money was used.</translation>
    </message>
    <message id="in-won.reason.not-ours.todo">
        <source>지역 화폐 앱의 QR을 보여 주세요.</source>
        <translation>Show the QR of the city’s app.</translation>
    </message>
    <message id="in-won.reason.wrong-type.todo">
        <source>지역 화폐 앱의 QR을 보여 주세요.</source>
        <translation>Show the QR of the city’s app.</translation>
    </message>
    <message id="in-won.reason.unknown-key.what">
        <source>우리 지역에서 만든 QR이 아닙니다.</source>
        <translation>This QR was not made by our city.</translation>
    </message>
    <message id="in-won.reason.unknown-key.todo">
        <source>지역 화폐 앱의 QR을 보여 주세요.</source>
        <translation>Show the QR of the city’s app.</translation>
    </message>
    <message id="in-won.reason.wrong-scheme.todo">
        <source>우리 지역 화폐 앱의 QR을 보여 주세요.</source>
        <translation>Show the QR of our city’s app.</translation>
    </message>
    <message id="in-won.reason.not-enough.what">
        <source>돈이 모자랍니다.</source>
        <translation>You don’t have enough money.</translation>
    </message>
    <message id="in-won.reason.not-enough.todo">
        <source>다른 것을 고르거나 돈을 채워 오세요.</source>
        <translation>Choose something else or top up.</translation>
    </message>
    <message id="in-won.reason.declined.what">
        <source>지금은 돈을 못 씁니다.</source>
        <translation>Money can’t be used now.</translation>
    </message>
    <message id="in-won.reason.not-accepted-here.what">
        <source>여기서는 못 쓰는 돈입니다.</source>
        <translation>This money can’t be used here.</translation>
    </message>
    <message id="in-won.reason.earn-cap-day.what">
        <source>오늘 받을 돈을 다 받으셨습니다.</source>
        <translation>You have all of today’s money.</translation>
    </message>
    <message id="in-won.reason.earn-cap-kiosk.what">
        <source>오늘 여기서 드릴 돈이 다 나갔습니다.</source>
        <translation>Today’s money here is all given.</translation>
    </message>
    <message id="in-won.reason.count-used.what">
        <source>이미 돈으로 받으신 것입니다.</source>
        <translation>You already got money for these.</translation>
    </message>
    <message id="in-won.reason.too-few-brought.what">
        <source>아직 모자랍니다. 돈이 되지 않습니다.</source>
        <translation>Not enough yet.</translation>
    </message>
    <message id="in-won.reason.under-one-coin.what">
        <source>쓸 수 없는 작은 돈입니다.</source>
        <translation>Too small an amount to use.</translation>
    </message>
    <message id="in-won.reason.stand-in-kind-not-allowed.what">
        <source>연결이 끊겨 돈을 못 씁니다.</source>
        <translation>The line is down: money can’t be used.</translation>
    </message>
    <message id="in-won.reason.stand-in-over-slice.what">
        <source>연결이 끊겨 쓸 돈이 모자랍니다.</source>
        <translation>The line is down: too little money to use here.</translation>
    </message>
    <message id="in-won.reason.stand-in-too-much-unsent.what">
        <source>연결이 오래 끊겨 돈을 못 씁니다.</source>
        <translation>The line is down for long: money can’t be used.</translation>
    </message>
    <message id="in-won.reason.stand-in-away-too-long.what">
        <source>연결이 오래 끊겨 돈을 못 씁니다.</source>
        <translation>The line is down for long: money can’t be used.</translation>
    </message>
    <message id="in-won.reason.stand-in-status-too-old.what">
        <source>연결이 오래 끊겨 돈을 못 씁니다.</source>
        <translation>The line is down for long: money can’t be used.</translation>
    </message>
</context>
</TS>
